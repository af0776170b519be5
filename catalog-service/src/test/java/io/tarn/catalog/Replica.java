package io.tarn.catalog;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** Another replica of the service under test: a process of its own on the same database. */
final class Replica implements AutoCloseable {
  private static final Path PROGRAM = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final List<String> SHARED =
      List.of(
          "TARN_DATABASE_URL",
          "TARN_DATABASE_USER",
          "TARN_DATABASE_PASSWORD",
          "tarn.service-secret",
          "tarn.catalog.administrators",
          "tarn.catalog.audit.topic",
          "mp.messaging.outgoing.audit.topic",
          "mp.messaging.incoming.ended-runs.topic",
          "mp.messaging.incoming.ended-runs.group.id");

  private final URI address;
  private final Process process;

  private Replica(URI address, Process process) {
    this.address = address;
    this.process = process;
  }

  /** Starts one and waits until it is ready. */
  static Replica start() throws IOException {
    return start(Map.of());
  }

  /**
   * The same, with options of its own.
   *
   * @param more environment variables
   */
  static Replica start(Map<String, String> more) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI address = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            PROGRAM.toString());
    Map<String, String> environment = builder.environment();
    for (String option : SHARED) {
      environment.put(
          option.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
          ConfigProvider.getConfig().getValue(option, String.class));
    }
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("TARN_CATALOG_URL", address.toString());
    environment.put("TARN_DATA_DIR", "target/replica-data");
    environment.putAll(more);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "replica.log").toFile())
            .start();
    Replica replica = new Replica(address, process);
    Awaitility.await("another replica").atMost(Duration.ofMinutes(2)).until(replica::isReady);
    return replica;
  }

  URI address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As a machine that loses its power. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended: see target/replica.log");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest question = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
