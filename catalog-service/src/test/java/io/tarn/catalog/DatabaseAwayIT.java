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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back: clients are told to try again, and nothing is lost. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class DatabaseAwayIT {
  private static final int WRITERS = 4;
  private static final int APPENDS = 10;
  private static final Set<String> RETRYABLE =
      Set.of("ServiceUnavailableException", "CommitStateUnknownException");

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  @ConfigProperty(name = "TARN_DATABASE_URL")
  String database;

  @Test
  void clientsAreToldToTryAgain() throws SQLException, IOException {
    String warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    String token = Tokens.ofService("ingest-service");
    String path = "/iceberg/v1/" + warehouse + "/namespaces/bronze/tables/orders";
    try (IcebergClient client = new IcebergClient(service, warehouse, token)) {
      client.create("orders");

      refuseConnections();
      try {
        Response away = load(token, path);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isEqualTo("1");
        assertThat(away.<String>path("error.type")).isEqualTo("ServiceUnavailableException");
        Response problem = load(token, "/api/v1/tables");
        assertThat(problem.statusCode()).isEqualTo(503);
        assertThat(problem.contentType()).isEqualTo("application/problem+json");
      } finally {
        execute("ALTER DATABASE " + name() + " ALLOW_CONNECTIONS true");
      }

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(load(token, path).statusCode()).isEqualTo(200));
    }
  }

  @Test
  void inMidLoadNothingIsLostAndNothingComesTwice() throws Exception {
    String warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    String token = Tokens.ofService("ingest-service");
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (CommitEvents events = new CommitEvents();
        IcebergClient client = new IcebergClient(service, warehouse, token);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      client.create("orders");
      List<Future<List<String>>> work =
          IntStream.range(0, WRITERS)
              .mapToObj(i -> writers.submit(() -> appendSome(warehouse, token, told)))
              .toList();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> events.of(client.name("orders"), WRITERS).size() >= WRITERS);

      refuseConnections();
      try {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !told.isEmpty());
      } finally {
        execute("ALTER DATABASE " + name() + " ALLOW_CONNECTIONS true");
      }

      List<String> written = new ArrayList<>();
      for (Future<List<String>> one : work) {
        written.addAll(one.get());
      }
      assertThat(told).as("clients are told to try again, or to look").isSubsetOf(RETRYABLE);
      assertThat(files(client.load("orders"))).containsExactlyInAnyOrderElementsOf(written);
      assertThat(events.of(client.name("orders"), written.size()))
          .extracting(event -> CommitEvents.header(event, "ce_sequence"))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, written.size()).mapToObj(String::valueOf).toList());
    }
  }

  /**
   * Appends as somebody who, when told that it is unknown whether a file is there, looks. Iceberg's
   * client says nothing before it has asked six times, and a commit's as often whether it is there:
   * that is a minute in which the database is away, so it asks twice here.
   */
  private List<String> appendSome(String warehouse, String token, List<String> told)
      throws IOException {
    List<String> written = new ArrayList<>();
    try (IcebergClient client =
        new IcebergClient(service, warehouse, token, Map.of("rest.client.max-retries", "1"))) {
      Table table = client.load("orders");
      while (written.size() < APPENDS) {
        DataFile file = IcebergClient.file(table, 10);
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptionsMatching(error -> told.add(error.getClass().getSimpleName()))
            .until(
                () -> {
                  if (!files(client.load("orders")).contains(file.location())) {
                    table.newAppend().appendFile(file).commit();
                  }
                  return true;
                });
        written.add(file.location());
      }
    }
    return written;
  }

  private static List<String> files(Table table) throws IOException {
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      List<String> locations = new ArrayList<>();
      tasks.forEach(task -> locations.add(task.file().location()));
      return locations;
    }
  }

  private Response load(String token, String path) {
    return RestAssured.given().baseUri(service.toString()).auth().oauth2(token).get(path);
  }

  private void refuseConnections() throws SQLException {
    execute("ALTER DATABASE " + name() + " ALLOW_CONNECTIONS false");
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(name()));
  }

  private String name() {
    return database.substring(database.lastIndexOf('/') + 1);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                System.getenv("TARN_TEST_POSTGRES_URL"),
                System.getenv("TARN_TEST_POSTGRES_USER"),
                System.getenv("TARN_TEST_POSTGRES_PASSWORD"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
