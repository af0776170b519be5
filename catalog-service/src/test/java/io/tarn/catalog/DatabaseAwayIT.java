package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tarn.catalog.domain.Catalogs;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back: clients are told to try again, and nothing is lost. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class DatabaseAwayIT {
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
