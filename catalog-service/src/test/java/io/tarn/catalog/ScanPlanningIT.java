package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that does not read manifests asks which files it must read. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class ScanPlanningIT {
  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private String token;
  private IcebergClient client;
  private IcebergClient engine;

  @BeforeEach
  void connect() {
    String warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    token = Tokens.ofUser("engineer");
    client = new IcebergClient(service, warehouse, token);
    engine = new IcebergClient(service, warehouse, token, Map.of("scan-planning-mode", "server"));
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    engine.close();
  }

  @Test
  void theServerPlansWhatTheClientWould() throws IOException {
    Table orders = client.create("orders");
    DataFile first = IcebergClient.file(orders, 10);
    orders.newAppend().appendFile(first).commit();
    long old = orders.currentSnapshot().snapshotId();
    orders.newAppend().appendFile(IcebergClient.file(orders, 20)).commit();
    orders.newRowDelta().addDeletes(deletionVector(orders, first)).commit();

    Table asked = engine.load("orders");

    assertThat(asked.newScan().getClass().getSimpleName()).isEqualTo("RESTTableScan");
    assertThat(planned(asked.newScan()))
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(planned(orders.newScan()));
    assertThat(planned(asked.newScan().useSnapshot(old)))
        .isEqualTo(planned(orders.newScan().useSnapshot(old)));
    assertThat(planned(asked.newScan().filter(Expressions.notNull("payload")).select("payload")))
        .hasSize(2);
  }

  @Test
  void onlyWhoeverMaySeeAllOfItIsTold() {
    client.create("orders");
    String analyst = Tokens.ofUser("analyst");

    assertThat(ask(analyst, "plan", "{}").statusCode()).isEqualTo(403);
    assertThat(ask(analyst, "tasks", "{\"plan-task\": \"x\"}").statusCode()).isEqualTo(403);
  }

  @Test
  void badQuestionsAreRefused() {
    Table orders = client.create("orders");
    orders.newAppend().appendFile(IcebergClient.file(orders, 10)).commit();

    assertThat(ask(token, "plan", "{}").<String>path("status")).isEqualTo("completed");
    assertThat(ask(token, "plan", "{\"snapshot-id\": 7}").statusCode()).isEqualTo(400);
    assertThat(ask(token, "plan", "{\"filter\": {\"type\": \"what\"}}").statusCode())
        .isEqualTo(400);
    assertThat(
            ask(
                    token,
                    "plan",
                    "{\"filter\": {\"type\": \"eq\", \"term\": \"missing\", \"value\": 1}}")
                .statusCode())
        .isEqualTo(400);
    assertThat(ask(token, "tasks", "{\"plan-task\": \"x\"}").statusCode()).isEqualTo(404);
  }

  private Response ask(String who, String what, String body) {
    return RestAssured.given()
        .baseUri(service.toString())
        .auth()
        .oauth2(who)
        .contentType("application/json")
        .body(body)
        .post(
            "/iceberg/v1/%s/namespaces/bronze/tables/orders/%s"
                .formatted(client.warehouse(), what));
  }

  /** One row of the file is deleted. */
  private static DeleteFile deletionVector(Table table, DataFile file) {
    return FileMetadata.deleteFileBuilder(table.spec())
        .ofPositionDeletes()
        .withFormat(FileFormat.PUFFIN)
        .withPath(table.location() + "/data/" + UUID.randomUUID() + ".puffin")
        .withFileSizeInBytes(100)
        .withRecordCount(1)
        .withReferencedDataFile(file.location())
        .withContentOffset(4)
        .withContentSizeInBytes(40)
        .build();
  }

  /** The files, each with what is deleted from it. */
  private static List<String> planned(TableScan scan) throws IOException {
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      return StreamSupport.stream(tasks.spliterator(), false)
          .map(
              task ->
                  task.file().location()
                      + " without "
                      + task.deletes().stream().map(DeleteFile::location).toList())
          .toList();
    }
  }
}
