package io.tarn.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.postgresql.Driver;

/**
 * The real catalog-service as a child process, with a database of its own, for the service whose
 * tests run in the module of its name.
 */
public final class RealCatalog implements QuarkusTestResourceLifecycleManager {
  private static final Path PROGRAM =
      Path.of("../catalog-service/target/quarkus-app/quarkus-run.jar");

  private final String service = Path.of("").toAbsolutePath().getFileName().toString();
  private final String database =
      service.replace('-', '_') + "_" + UUID.randomUUID().toString().replace("-", "");
  private Process process;
  private URI address;

  @Override
  public Map<String, String> start() {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException("build catalog-service first: " + PROGRAM);
    }
    try {
      sql("CREATE DATABASE " + database);
      int port = freePort();
      address = URI.create("http://127.0.0.1:" + port);
      process = launch(port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Awaitility.await("catalog-service").atMost(Duration.ofMinutes(3)).until(this::isReady);
    return Map.of(
        "tarn.catalog-url",
        address.toString(),
        "tarn.service-secret",
        service + "-secret",
        "tarn.data-dir",
        "target/data",
        "quarkus.http.test-port",
        "0");
  }

  public URI address() {
    return address;
  }

  @Override
  public void stop() {
    if (process == null) {
      return;
    }
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

  private Process launch(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            PROGRAM.toString());
    Map<String, String> environment = builder.environment();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("TARN_CATALOG_URL", address.toString());
    environment.put("TARN_DATABASE_URL", server().replaceFirst("/[^/]*$", "/" + database));
    environment.put("TARN_DATABASE_USER", System.getenv("TARN_TEST_POSTGRES_USER"));
    environment.put("TARN_DATABASE_PASSWORD", System.getenv("TARN_TEST_POSTGRES_PASSWORD"));
    environment.put("TARN_SERVICE_SECRET", "catalog-service-secret");
    environment.put("TARN_DATA_DIR", "target/catalog-data");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "catalog-service.log").toFile())
        .start();
  }

  private boolean isReady() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest question = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
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
