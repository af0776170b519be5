package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.append;
import static io.tarn.catalog.IcebergClient.file;
import static io.tarn.catalog.IcebergClient.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ExtractableResponse;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit's positions, its entry in the log, its event. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class CommitIT {
  private static final String KEY = "kafka:tarn.raw.orders:0";

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;
  @Inject AgroalDataSource database;

  private String token;
  private IcebergClient client;

  @BeforeEach
  void connect() {
    String warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    token = Tokens.ofService("ingest-service");
    client = new IcebergClient(service, warehouse, token);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void eachCommitIsAnnouncedInOrder() {
    String name = client.name("orders");
    try (CommitEvents events = new CommitEvents()) {
      Table orders = client.create("orders");
      for (int i = 0; i < 5; i++) {
        append(
                orders,
                Map.of(
                    "tarn.positions",
                    position(KEY, i * 10L, i * 10L + 10),
                    "tarn.accepted-up-to",
                    "2026-11-25T00:59:5" + i + ".100Z"))
            .commit();
      }

      List<ConsumerRecord<String, String>> heard = events.of(name, 5);

      assertThat(heard)
          .extracting(event -> CommitEvents.header(event, "ce_sequence"))
          .containsExactly("1", "2", "3", "4", "5");
      ConsumerRecord<String, String> last = heard.getLast();
      assertThat(CommitEvents.header(last, "ce_type"))
          .isEqualTo("io.tarn.catalog.table-committed.v1");
      assertThat(CommitEvents.header(last, "ce_specversion")).isEqualTo("1.0");
      assertThat(CommitEvents.header(last, "ce_source")).isEqualTo("/catalog-service");
      assertThat(CommitEvents.header(last, "ce_subject")).isEqualTo(name);
      assertThat(CommitEvents.header(last, "ce_id")).isNotBlank();
      assertThat(CommitEvents.header(last, "content-type")).isEqualTo("application/json");
      Map<String, Object> event = JsonPath.from(last.value()).getMap("");
      assertThat(event)
          .containsEntry("table", name)
          .containsEntry("sequence", 5)
          .containsEntry("operation", "append")
          .containsEntry("addedRows", 10)
          .containsEntry("totalRows", 50)
          .containsEntry("principal", "service:ingest-service")
          .containsEntry("acceptedUpTo", "2026-11-25T00:59:54.100Z")
          .containsEntry("reach", Map.of(KEY, 50));
      assertThat(commits("orders").getLast()).isEqualTo(event);
    }
  }

  @Test
  void anEventThatWasCommittedBeforeACrashIsSentAfterIt() throws SQLException {
    String name = client.name("crashed");
    try (CommitEvents events = new CommitEvents();
        Connection connection = database.getConnection();
        PreparedStatement left =
            connection.prepareStatement(
                "INSERT INTO outbox (topic, key, type, sequence, payload) VALUES (?, ?, ?, ?, ?)")) {
      // What a process leaves behind that is killed between its commit and its publishing.
      for (int sequence = 1; sequence <= 3; sequence++) {
        left.setString(1, "tarn.table.commits");
        left.setString(2, name);
        left.setString(3, "io.tarn.catalog.table-committed.v1");
        left.setLong(4, sequence);
        left.setString(5, "{\"sequence\": %d}".formatted(sequence));
        left.executeUpdate();
      }

      List<ConsumerRecord<String, String>> heard = events.of(name, 3);

      assertThat(heard)
          .extracting(event -> CommitEvents.header(event, "ce_sequence"))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void twoWritersAtOnceLoseNothing() throws Exception {
    client.create("orders");
    try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        String key = "kafka:tarn.raw.orders:" + writer;
        running.add(writers.submit(() -> appendTen(key)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }

    assertThat(positions("orders"))
        .isEqualTo(Map.of("kafka:tarn.raw.orders:0", 100, "kafka:tarn.raw.orders:1", 100));
    assertThat(commits("orders"))
        .extracting(commit -> commit.get("sequence"))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    assertThat(commits("orders").getLast()).containsEntry("totalRows", 200);
  }

  @Test
  void aRollbackRestoresPositionsAndIsAnnounced() {
    Table orders = client.create("orders");
    append(orders, Map.of("tarn.positions", position(KEY, 0, 10))).commit();
    long good = client.load("orders").currentSnapshot().snapshotId();
    append(orders, Map.of("tarn.positions", position(KEY, 10, 25))).commit();

    client.load("orders").manageSnapshots().rollbackTo(good).commit();

    assertThat(positions("orders")).isEqualTo(Map.of(KEY, 10));
    assertThat(commits("orders").getLast())
        .containsEntry("sequence", 3)
        .containsEntry("snapshotId", good)
        .containsEntry("totalRows", 10);
    append(client.load("orders"), Map.of("tarn.positions", position(KEY, 10, 12))).commit();
    assertThat(positions("orders")).isEqualTo(Map.of(KEY, 12));
  }

  @Test
  void filesMayBeRewrittenButRowsNotChangedBesideThePositions() {
    Table orders = client.create("orders");
    orders
        .newAppend()
        .appendFile(file(orders, 4))
        .appendFile(file(orders, 6))
        .set("tarn.positions", position(KEY, 0, 10))
        .commit();
    List<DataFile> small = new ArrayList<>();
    orders.newScan().planFiles().forEach(task -> small.add(task.file()));

    assertThatThrownBy(
            () -> client.load("orders").newDelete().deleteFile(small.getFirst()).commit())
        .isInstanceOf(BadRequestException.class);
    RewriteFiles rewrite = client.load("orders").newRewrite();
    small.forEach(rewrite::deleteFile);
    rewrite.addFile(file(orders, 10)).commit();

    assertThat(positions("orders")).isEqualTo(Map.of(KEY, 10));
    assertThat(commits("orders").getLast())
        .containsEntry("operation", "replace")
        .containsEntry("totalRows", 10);
  }

  @Test
  void aDerivedTableReachesAsFarAsItsInput() {
    Table bronze = client.create("orders");
    append(
            bronze,
            Map.of(
                "tarn.positions",
                position(KEY, 0, 10),
                "tarn.accepted-up-to",
                "2026-11-25T00:59:59.100Z"))
        .commit();
    long read = client.load("orders").currentSnapshot().snapshotId();
    append(bronze, Map.of("tarn.positions", position(KEY, 10, 20))).commit();

    append(
            client.create("clean"),
            Map.of(
                "tarn.positions", position("table:" + client.name("orders"), 0, 1),
                "tarn.inputs", "{\"%s\": %d}".formatted(client.name("orders"), read),
                "tarn.run-id", "run-1"))
        .commit();

    assertThat(commits("clean").getFirst())
        .containsEntry("reach", Map.of(KEY, 10))
        .containsEntry("acceptedUpTo", "2026-11-25T00:59:59.100Z")
        .containsEntry("runId", "run-1");
    assertThat(positions("clean")).isEqualTo(Map.of("table:" + client.name("orders"), 1));
  }

  @Test
  void aTableThatIsMadeAgainCountsOn() {
    append(client.create("orders"), Map.of("tarn.positions", position(KEY, 0, 10))).commit();
    try (IcebergClient engineer =
        new IcebergClient(service, client.warehouse(), Tokens.ofUser("engineer"))) {
      engineer.catalog().dropTable(IcebergClient.identifier("orders"), true);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }

    append(client.create("orders"), Map.of("tarn.positions", position(KEY, 0, 4))).commit();

    assertThat(commits("orders"))
        .extracting(commit -> commit.get("sequence"))
        .containsExactly(1, 2);
    assertThat(positions("orders")).isEqualTo(Map.of(KEY, 4));
  }

  @Test
  void tablesTellHowTheyStand() {
    append(
            client.create("orders"),
            Map.of(
                "tarn.positions",
                position(KEY, 0, 10),
                "tarn.accepted-up-to",
                "2026-11-25T00:59:59.100Z"))
        .commit();
    client.create("returns");

    Map<String, Object> orders = api("/api/v1/tables/" + client.name("orders")).path("");
    List<Map<String, Object>> all = api("/api/v1/tables").path("");

    assertThat(orders)
        .containsEntry("name", client.name("orders"))
        .containsEntry("rows", 10)
        .containsEntry("sequence", 1)
        .containsEntry("files", 1)
        .containsEntry("acceptedUpTo", "2026-11-25T00:59:59.100Z")
        .containsEntry(
            "columns", List.of(Map.of("name", "payload", "type", "string", "tags", List.of())));
    assertThat(all)
        .extracting(table -> table.get("name"))
        .contains(client.name("orders"), client.name("returns"));
  }

  private void appendTen(String key) {
    Table table = client.load("orders");
    for (int i = 0; i < 10; i++) {
      append(table, Map.of("tarn.positions", position(key, i * 10L, i * 10L + 10))).commit();
    }
  }

  private Map<String, Integer> positions(String table) {
    return api("/api/v1/tables/" + client.name(table) + "/positions").path("");
  }

  private List<Map<String, Object>> commits(String table) {
    return api("/api/v1/tables/" + client.name(table) + "/commits").path("");
  }

  private ExtractableResponse<?> api(String path) {
    return RestAssured.given()
        .baseUri(service.toString())
        .auth()
        .oauth2(token)
        .get(path)
        .then()
        .statusCode(200)
        .extract();
  }
}
