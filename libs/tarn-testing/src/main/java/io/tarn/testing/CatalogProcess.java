package io.tarn.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The real catalog-service, as it was packaged, in a process of its own. */
public record CatalogProcess(Process process, URI address) {
  private static final Path PROGRAM =
      Path.of("../catalog-service/target/quarkus-app/quarkus-run.jar");

  /**
   * Starts one on a free port and waits until it is ready.
   *
   * @param name of its log and its data below {@code target}
   * @param environment besides that of the tests
   */
  public static CatalogProcess start(String name, Map<String, String> environment)
      throws IOException {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException("build catalog-service first: " + PROGRAM);
    }
    int port = Ports.free();
    URI address = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            PROGRAM.toString());
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("TARN_CATALOG_URL", address.toString());
    builder.environment().put("TARN_DATA_DIR", "target/" + name + "-data");
    builder.environment().putAll(environment);
    Path log = Path.of("target", name + ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    CatalogProcess catalog = new CatalogProcess(process, address);
    try {
      Awaitility.await("catalog-service, see " + log)
          .atMost(Duration.ofMinutes(3))
          .until(catalog::isReady);
      return catalog;
    } catch (RuntimeException notReady) {
      process.destroyForcibly();
      throw notReady;
    }
  }

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("catalog-service ended");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest question = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
