package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.append;
import static io.tarn.catalog.IcebergClient.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.service.Decisions;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.CloseableIterable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas at once: what one does the other respects, and one may die. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class TwoReplicasIT {
  private static final int WRITERS = 4;
  private static final int APPENDS = 10;

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private static Replica other;

  private String warehouse;
  private IcebergClient client;

  @BeforeEach
  void startTheOther() throws IOException {
    if (other == null || !other.isAlive()) {
      // So seldom does it look by itself what changed.
      other = Replica.start(Map.of("TARN_CATALOG_RULES_PERIOD", "3s"));
    }
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    client = client(service);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @AfterAll
  static void stop() {
    other.close();
  }

  @Test
  void writersOfBothSucceedInOneOrder() throws Exception {
    String name = client.name("orders");
    try (CommitEvents events = new CommitEvents()) {
      client.create("orders");

      List<List<String>> written =
          AtOnce.run(
              IntStream.range(0, WRITERS)
                  .<Callable<List<String>>>mapToObj(
                      i -> () -> appendSome(i % 2 == 0 ? service : other.address()))
                  .toList());

      int commits = WRITERS * APPENDS;
      assertThat(events.of(name, commits))
          .extracting(event -> CommitEvents.header(event, "ce_sequence"))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, commits).mapToObj(String::valueOf).toList());
      assertThat(files(client.load("orders")))
          .containsExactlyInAnyOrderElementsOf(written.stream().flatMap(List::stream).toList());
    }
  }

  /** Who just made the table there is its owner here too: what he gives away reaches it. */
  @Test
  void whatOneMadeTheOtherGivesAwayAtOnce() throws IOException {
    Api engineer = Api.as("engineer");
    Api analyst = Api.as("analyst");
    engineer.letUse(warehouse, "user:analyst");
    try (IcebergClient there =
        new IcebergClient(other.address(), warehouse, Tokens.ofUser("engineer"))) {
      for (String table : List.of("orders", "customers", "products")) {
        there.create(table);

        engineer.grant(there.name(table), "SELECT", "user:analyst").statusCode(200);

        assertThat(analyst.may("SELECT", there.name(table))).as(table).isTrue();
      }
    }
  }

  /** A service that heard of a change from one may ask the other, which has not looked yet. */
  @Test
  void whatOneTookAwayTheOtherRefusesToWhoHeardOfIt() {
    Api engineer = Api.as("engineer");
    engineer.letUse(warehouse, "user:analyst");
    for (int i = 0; i < 3; i++) {
      engineer.grant(warehouse, "SELECT", "user:analyst").statusCode(200);
      Decisions given = mayRead(service, 0);
      assertThat(given.allowed()).isTrue();
      assertThat(mayRead(other.address(), given.policyVersion()).allowed()).isTrue();

      engineer.revoke(warehouse, "SELECT", "user:analyst").statusCode(204);
      long version = mayRead(service, 0).policyVersion();
      assertThat(mayRead(other.address(), version).allowed()).isFalse();
    }
  }

  @Test
  void whatWasAcknowledgedBeforeOneDiedIsThereOnce() throws Exception {
    client.create("orders");
    try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
      List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
      Future<List<String>> here = writers.submit(() -> appendSome(service));
      Future<?> there = writers.submit(() -> appendUntilItFails(other.address(), acknowledged));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> acknowledged.size() >= 3 || there.isDone());

      other.kill();

      there.get();
      List<String> sure = new ArrayList<>(here.get());
      sure.addAll(acknowledged);
      List<String> found = files(client.load("orders"));
      assertThat(found).doesNotHaveDuplicates().containsAll(sure);
      // The last one was under way.
      assertThat(found.size() - sure.size()).isBetween(0, 1);
    }
  }

  /** As any small table is loaded after a new start, a moment after its commit. */
  @Test
  void whatOneCommittedTheOtherLoadsWithoutTheObjectStore() throws IOException {
    Table orders = client.create("orders");
    append(orders, Map.of()).commit();
    TableMetadata committed = ((BaseTable) orders).operations().current();

    orders.io().deleteFile(committed.metadataFileLocation());

    try (IcebergClient elsewhere = client(other.address())) {
      BaseTable loaded =
          (BaseTable)
              Awaitility.await()
                  .ignoreExceptionsInstanceOf(NotFoundException.class)
                  .until(() -> elsewhere.load("orders"), Objects::nonNull);
      assertThat(TableMetadataParser.toJson(loaded.operations().current()))
          .isEqualTo(TableMetadataParser.toJson(committed));
    }
  }

  @Test
  void aRequestThatIsSentToBothIsDoneOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = "{\"namespace\": [\"silver\"], \"properties\": {}}";

    List<Response> answers =
        AtOnce.run(
            Stream.of(service, other.address())
                .<Callable<Response>>map(
                    replica ->
                        () ->
                            RestAssured.given()
                                .baseUri(replica.toString())
                                .auth()
                                .oauth2(Tokens.ofUser("engineer"))
                                .contentType("application/json")
                                .header("Idempotency-Key", key)
                                .body(body)
                                .post("/iceberg/v1/" + warehouse + "/namespaces"))
                .toList());

    assertThat(answers).extracting(Response::statusCode).containsOnly(200);
  }

  /** Whether the analyst may read all of the warehouse, as a service asks that knows a version. */
  private Decisions mayRead(URI replica, long version) {
    return RestAssured.given()
        .baseUri(replica.toString())
        .auth()
        .oauth2(Tokens.ofUser("analyst"))
        .contentType("application/json")
        .body(
            Map.of(
                "accesses",
                List.of(Map.of("securable", warehouse, "privilege", "SELECT")),
                "policyVersion",
                version))
        .post("/api/v1/authorize")
        .as(Decisions.class);
  }

  private IcebergClient client(URI replica) {
    return new IcebergClient(replica, warehouse, Tokens.ofService("ingest-service"));
  }

  private List<String> appendSome(URI replica) throws IOException {
    List<String> written = new ArrayList<>();
    try (IcebergClient own = client(replica)) {
      Table table = own.load("orders");
      for (int i = 0; i < APPENDS; i++) {
        DataFile file = file(table, 10);
        table.newAppend().appendFile(file).commit();
        written.add(file.location());
      }
    }
    return written;
  }

  private void appendUntilItFails(URI replica, List<String> acknowledged) {
    try (IcebergClient own = client(replica)) {
      Table table = own.load("orders");
      while (true) {
        DataFile file = file(table, 10);
        table.newAppend().appendFile(file).commit();
        acknowledged.add(file.location());
      }
    } catch (Exception itIsDead) {
      // As it must be.
    }
  }

  private static List<String> files(Table table) throws IOException {
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      List<String> locations = new ArrayList<>();
      tasks.forEach(task -> locations.add(task.file().location()));
      return locations;
    }
  }
}
