package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.engine.duckdb.ParquetStager;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many of Iceberg's own clients, which know nothing of each other, change one table at once. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class ManyWritersIT {
  private static final int WRITERS = 32;
  private static final int APPENDS = 5;

  @TempDir Path scratch;

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private String warehouse;
  private String token;
  private IcebergClient client;

  @BeforeEach
  void connect() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    token = Tokens.ofService("ingest-service");
    client = new IcebergClient(service, warehouse, token);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void everyAppendSucceedsAtOnceAndIsACommitOfItsOwn() throws Exception {
    String name = client.name("orders");
    try (CommitEvents events = new CommitEvents()) {
      Table orders = client.create("orders");
      // A client that meets a conflict fails at once.
      orders.updateProperties().set("commit.retry.num-retries", "0").commit();

      AtOnce.run(WRITERS, this::appendSome);

      int commits = WRITERS * APPENDS;
      List<Integer> sequences = IntStream.rangeClosed(1, commits).boxed().toList();
      List<ConsumerRecord<String, String>> heard = events.of(name, commits);
      assertThat(heard)
          .extracting(event -> CommitEvents.header(event, "ce_sequence"))
          .containsExactlyElementsOf(sequences.stream().map(String::valueOf).toList());
      assertThat(commits("orders"))
          .extracting(commit -> commit.get("sequence"))
          .containsExactlyElementsOf(sequences);
      assertThatEveryFileIsThereOnce(client.load("orders"), commits);
    }
  }

  private Void appendSome() throws IOException {
    try (IcebergClient own = new IcebergClient(service, warehouse, token)) {
      Table table = own.load("orders");
      for (int i = 0; i < APPENDS; i++) {
        table.newAppend().appendFile(file(table, 10)).commit();
      }
    }
    return null;
  }

  @Test
  void realRowsOfManyWritersAreAllReadBack() throws Exception {
    client.create("orders");
    AtomicInteger row = new AtomicInteger();

    AtOnce.run(8, () -> writeRows(row));

    assertThat(payloads(client.load("orders")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 24).mapToObj(Integer::toString).toList());
  }

  private Void writeRows(AtomicInteger row) throws Exception {
    try (IcebergClient own = new IcebergClient(service, warehouse, token);
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      Table table = own.load("orders");
      for (int i = 0; i < 3; i++) {
        String query = "SELECT '%d' AS payload".formatted(row.getAndIncrement());
        DataFile file =
            new ParquetStager(scratch.resolve(UUID.randomUUID().toString()))
                .stage(duckdb, table, query)
                .orElseThrow();
        table.newFastAppend().appendFile(file).commit();
      }
    }
    return null;
  }

  private List<String> payloads(Table table) throws Exception {
    List<String> payloads = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask task : files) {
        Path local = scratch.resolve(UUID.randomUUID() + ".parquet");
        try (InputStream stored = table.io().newInputFile(task.file().location()).newStream()) {
          Files.copy(stored, local);
        }
        ResultSet rows = statement.executeQuery("SELECT payload FROM '%s'".formatted(local));
        while (rows.next()) {
          payloads.add(rows.getString(1));
        }
      }
    }
    return payloads;
  }

  @Test
  void anOverwriteBetweenAppendsReplacesWhatItSawAndNothingElse() throws Exception {
    Table orders = client.create("orders");
    // Whoever overwrites must win once among those who never wait.
    orders.updateProperties().set("commit.retry.num-retries", "50").commit();
    DataFile old = file(orders, 7);
    orders.newAppend().appendFile(old).commit();
    AtomicInteger role = new AtomicInteger();

    AtOnce.run(3, () -> role.getAndIncrement() == 0 ? replace(old) : appendSome());

    Table after = client.load("orders");
    int appends = 2 * APPENDS;
    assertThat(after.currentSnapshot().summary())
        .containsEntry("total-records", Integer.toString(appends * 10 + 3))
        .containsEntry("total-data-files", Integer.toString(appends + 1));
    assertThat(commits("orders"))
        .extracting(commit -> commit.get("operation"))
        .containsOnlyOnce("overwrite")
        .hasSize(appends + 2);
    try (CloseableIterable<FileScanTask> files = after.newScan().planFiles()) {
      assertThat(files)
          .extracting(task -> task.file().location())
          .hasSize(appends + 1)
          .doesNotContain(old.location());
    }
  }

  private Void replace(DataFile old) throws IOException {
    try (IcebergClient own = new IcebergClient(service, warehouse, token)) {
      Table table = own.load("orders");
      table.newOverwrite().deleteFile(old).addFile(file(table, 3)).commit();
    }
    return null;
  }

  private static void assertThatEveryFileIsThereOnce(Table table, int commits) throws IOException {
    Snapshot now = table.currentSnapshot();
    assertThat(now.summary())
        .containsEntry("total-records", Integer.toString(commits * 10))
        .containsEntry("total-data-files", Integer.toString(commits))
        .containsEntry("total-files-size", Integer.toString(commits * 1000));
    assertThat(table.history()).hasSize(commits);
    List<Long> firstRowIds = new ArrayList<>();
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      files.forEach(task -> firstRowIds.add(task.file().firstRowId()));
    }
    assertThat(firstRowIds).hasSize(commits).doesNotHaveDuplicates();
    assertThat(firstRowIds).allSatisfy(id -> assertThat(id % 10).isZero());
  }

  private List<Map<String, Object>> commits(String table) {
    return RestAssured.given()
        .baseUri(service.toString())
        .auth()
        .oauth2(token)
        .get("/api/v1/tables/" + client.name(table) + "/commits?limit=1000")
        .then()
        .statusCode(200)
        .extract()
        .path("");
  }
}
