package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.system.Project;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Trino with Iceberg as somebody outside runs it, on one server. */
final class Trino implements AutoCloseable {
  private static final Path PROGRAM = Project.ROOT.resolve("system-tests/trino/target");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Of a statement; the error is empty when there was none. */
  private record Answer(String rows, String error) {}

  private final Process process;
  private final URI server;

  private Trino(Process process, URI server) {
    this.process = process;
    this.server = server;
  }

  /** Why it cannot run here; empty when it can. */
  static Optional<String> missing() throws IOException, InterruptedException {
    Project.Ran jdk = jdk();
    if (jdk.status() != 0) {
      return Optional.of("Trino: " + jdk.errors());
    }
    return Files.exists(PROGRAM.resolve("plugin"))
        ? Optional.empty()
        : Optional.of("no Trino (./mvnw -f system-tests/trino/pom.xml package)");
  }

  /** Starts it, without catalogs. */
  static Trino start(Path folder) throws IOException, InterruptedException {
    int port = Project.freePort();
    URI server = URI.create("http://127.0.0.1:" + port);
    Path settings = folder.resolve("trino.properties");
    Files.writeString(
        settings,
        """
        node.environment=test
        node.bind-ip=127.0.0.1
        node.internal-address=127.0.0.1
        http-server.http.port=%d
        discovery.uri=%s
        plugin.dir=%s
        catalog.management=dynamic
        catalog.store=memory
        query.max-memory-per-node=256MB
        """
            .formatted(port, server, PROGRAM.resolve("plugin")));
    Path log = folder.resolve("trino.log");
    List<String> command = new ArrayList<>();
    command.add(jdk().output().strip() + "/bin/java");
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djdk.attach.allowAttachSelf=true", "-Dconfig=" + settings));
    command.addAll(List.of("-cp", PROGRAM.resolve("lib/*").toString()));
    command.add("io.trino.server.TrinoServer");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Trino trino = new Trino(process, server);
    try {
      await("Trino's start")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> Files.readString(log).contains("SERVER STARTED") || !process.isAlive());
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      return trino;
    } catch (RuntimeException | AssertionError e) {
      trino.close();
      throw e;
    }
  }

  /** Makes an Iceberg catalog that its SQL can use. */
  void addCatalog(String name, Map<String, String> properties)
      throws IOException, InterruptedException {
    sql(
        properties.entrySet().stream()
            .map(each -> "\"%s\" = '%s'".formatted(each.getKey(), each.getValue()))
            .collect(
                Collectors.joining(", ", "CREATE CATALOG " + name + " USING iceberg WITH (", ")")));
  }

  /** Rows, one a line, with commas between the columns. */
  String sql(String statement) throws IOException, InterruptedException {
    Answer answer = run(statement);
    assertThat(answer.error()).as(statement).isEmpty();
    return answer.rows();
  }

  /** The error of a statement and what caused it, or the rows. */
  String answer(String statement) throws IOException, InterruptedException {
    Answer answer = run(statement);
    return answer.error().isEmpty() ? answer.rows() : answer.error();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  /** Asks until all is there: rows come in pages, each of which names the next. */
  private Answer run(String statement) throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    JsonNode page =
        send(
            HttpRequest.newBuilder(server.resolve("/v1/statement"))
                .POST(BodyPublishers.ofString(statement)));
    while (page.has("nextUri")) {
      page = send(HttpRequest.newBuilder(URI.create(page.path("nextUri").asText())));
      for (JsonNode row : page.path("data")) {
        rows.add(row.valueStream().map(JsonNode::asText).collect(Collectors.joining(",")));
      }
    }
    return new Answer(
        String.join("\n", rows), String.join(": ", page.path("error").findValuesAsText("message")));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(
            HTTP.send(request.header("X-Trino-User", "story").build(), BodyHandlers.ofString())
                .body());
  }

  private static Project.Ran jdk() throws IOException, InterruptedException {
    return Project.run(Project.ROOT.resolve("tarn").toString(), "jdk", "24");
  }
}
