package io.tarn.catalog;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tarn.testing.Ports;
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
    int port = Ports.free();
    return Map.ofEntries(
        entry("TARN_DATABASE_URL", server().replaceFirst("/[^/]*$", "/" + name)),
        entry("TARN_DATABASE_USER", System.getenv("TARN_TEST_POSTGRES_USER")),
        entry("TARN_DATABASE_PASSWORD", System.getenv("TARN_TEST_POSTGRES_PASSWORD")),
        entry("tarn.catalog-url", "http://127.0.0.1:" + port),
        entry("tarn.service-secret", "catalog-service-secret"),
        entry("tarn.data-dir", "target/data"),
        entry("tarn.trusted-proxies", FromElsewhere.PROXY),
        entry("tarn.catalog.administrators", "group:engineers"),
        entry("tarn.catalog.trusted-engines", "spark-" + name),
        entry("tarn.catalog.audit.topic", name + ".audit"),
        entry("tarn.catalog.audit.period", "300ms"),
        entry("mp.messaging.outgoing.audit.topic", name + ".audit"),
        entry("mp.messaging.incoming.ended-runs.topic", name + ".runs"),
        entry("mp.messaging.incoming.ended-runs.group.id", name + ".runs"),
        entry("quarkus.http.test-port", Integer.toString(port)));
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
