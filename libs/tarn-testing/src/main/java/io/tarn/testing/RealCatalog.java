package io.tarn.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;

/**
 * The real catalog-service with a database of its own, for the service whose tests run in the
 * module of its name.
 */
public final class RealCatalog implements QuarkusTestResourceLifecycleManager {
  private final String service = Path.of("").toAbsolutePath().getFileName().toString();
  private final String database =
      service.replace('-', '_') + "_" + UUID.randomUUID().toString().replace("-", "");
  private CatalogProcess catalog;

  @Override
  public Map<String, String> start() {
    sql("CREATE DATABASE " + database);
    try {
      catalog =
          CatalogProcess.start(
              "catalog-service",
              Map.of(
                  "TARN_DATABASE_URL",
                  server().replaceFirst("/[^/]*$", "/" + database),
                  "TARN_DATABASE_USER",
                  System.getenv("TARN_TEST_POSTGRES_USER"),
                  "TARN_DATABASE_PASSWORD",
                  System.getenv("TARN_TEST_POSTGRES_PASSWORD"),
                  "TARN_SERVICE_SECRET",
                  "catalog-service-secret"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "tarn.catalog-url",
        address().toString(),
        "tarn.service-secret",
        service + "-secret",
        "tarn.data-dir",
        "target/data",
        "quarkus.http.test-port",
        "0");
  }

  public URI address() {
    return catalog.address();
  }

  @Override
  public void stop() {
    if (catalog == null) {
      return;
    }
    Process process = catalog.process();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sql("DROP DATABASE " + database + " WITH (FORCE)");
  }

  private static String server() {
    return System.getenv("TARN_TEST_POSTGRES_URL");
  }

  private static void sql(String statement) {
    Properties login = new Properties();
    login.setProperty("user", System.getenv("TARN_TEST_POSTGRES_USER"));
    login.setProperty("password", System.getenv("TARN_TEST_POSTGRES_PASSWORD"));
    // DriverManager does not see the drivers of Quarkus' class loaders.
    try (var connection = new Driver().connect(server(), login);
        var open = connection.createStatement()) {
      open.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }
}
