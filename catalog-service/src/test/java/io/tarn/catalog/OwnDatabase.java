package io.tarn.catalog;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * Gives the service a new, empty database on the real PostgreSQL, and what else it must be told.
 */
public class OwnDatabase implements QuarkusTestResourceLifecycleManager {
  private final String name = "catalog_" + UUID.randomUUID().toString().replace("-", "");

  @Override
  public Map<String, String> start() {
    execute("CREATE DATABASE " + name);
    return Map.of(
        "TARN_DATABASE_URL", server().replaceFirst("/[^/]*$", "/" + name),
        "TARN_DATABASE_USER", System.getenv("TARN_TEST_POSTGRES_USER"),
        "TARN_DATABASE_PASSWORD", System.getenv("TARN_TEST_POSTGRES_PASSWORD"),
        "tarn.catalog-url", "http://127.0.0.1:0",
        "tarn.service-secret", "catalog-service-secret",
        "tarn.data-dir", "target/data",
        "tarn.catalog.administrators", "group:engineers",
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    execute("DROP DATABASE " + name + " WITH (FORCE)");
  }

  private static String server() {
    return System.getenv("TARN_TEST_POSTGRES_URL");
  }

  private static void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                server(),
                System.getenv("TARN_TEST_POSTGRES_USER"),
                System.getenv("TARN_TEST_POSTGRES_PASSWORD"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }
}
