package io.tarn.system.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.system.Project;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spark with Iceberg as somebody outside runs it: a process of its own, on a Java that it supports.
 * It has no keys to the store: the catalog signs.
 */
final class Spark implements AutoCloseable {
  private static final Path FOLDER = Project.ROOT.resolve("system-tests/spark");

  /** What {@code FOLDER/pom.xml} writes. */
  private static final Path CLASS_PATH = FOLDER.resolve("target/classpath");

  /** What Spark's own launcher opens, as far as SQL needs it. */
  private static final List<String> OPENED =
      Stream.of(
              "java.lang",
              "java.lang.invoke",
              "java.lang.reflect",
              "java.io",
              "java.net",
              "java.nio",
              "java.util",
              "java.util.concurrent",
              "java.util.concurrent.atomic",
              "sun.nio.ch",
              "sun.nio.cs",
              "sun.security.action",
              "sun.util.calendar")
          .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
          .toList();

  /** For few rows: to compile each query would take longer than to interpret it. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "driver.bindAddress", "127.0.0.1",
          "driver.host", "127.0.0.1",
          "log.level", "WARN",
          "sql.adaptive.enabled", "false",
          "sql.codegen.factoryMode", "NO_CODEGEN",
          "sql.codegen.wholeStage", "false",
          "sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
          "sql.session.timeZone", "UTC",
          "sql.shuffle.partitions", "1",
          "ui.enabled", "false");

  private final Process process;
  private final Path log;
  private final BufferedWriter statements;
  private final BufferedReader answers;

  private Spark(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.statements = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Why it cannot run here; empty when it can. */
  static Optional<String> missing() throws IOException, InterruptedException {
    Project.Ran jdk = jdk();
    if (jdk.status() != 0) {
      return Optional.of("Spark: " + jdk.errors());
    }
    return Files.exists(CLASS_PATH)
        ? Optional.empty()
        : Optional.of("no Spark (./mvnw -f system-tests/spark/pom.xml package)");
  }

  /**
   * Starts it.
   *
   * @param catalogs names that its SQL uses, with Iceberg's properties of each
   */
  static Spark start(Map<String, Map<String, String>> catalogs, Path log)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk().output().strip() + "/bin/java");
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(OPENED);
    command.addAll(List.of("-cp", Files.readString(CLASS_PATH)));
    SETTINGS.forEach((name, value) -> command.add("-Dspark.%s=%s".formatted(name, value)));
    catalogs.forEach((catalog, properties) -> command.addAll(options(catalog, properties)));
    command.add(FOLDER.resolve("SqlConsole.java").toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    // Spark goes by it rather than by the Java that runs it.
    builder.environment().remove("JAVA_HOME");
    return new Spark(builder.start(), log);
  }

  /** Rows, one a line, with commas between the columns. */
  String sql(String statement) {
    JsonNode answer = answer(statement);
    if (answer.has("error")) {
      throw new AssertionError(statement + ": " + answer.path("error").asText());
    }
    return Stream.of(answer.path("rows"))
        .flatMap(JsonNode::valueStream)
        .map(row -> row.valueStream().map(JsonNode::asText).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n"));
  }

  /** The error of a statement; empty when there was none. */
  String error(String statement) {
    return answer(statement).path("error").asText();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  private JsonNode answer(String statement) {
    try {
      statements.write(statement.strip().replace('\n', ' '));
      statements.newLine();
      statements.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("Spark ended: " + Files.readString(log));
      }
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Spark ended, see " + log, e);
    }
  }

  private static List<String> options(String catalog, Map<String, String> properties) {
    String name = "-Dspark.sql.catalog." + catalog;
    return Stream.concat(
            Stream.of(name + "=org.apache.iceberg.spark.SparkCatalog"),
            properties.entrySet().stream()
                .map(each -> "%s.%s=%s".formatted(name, each.getKey(), each.getValue())))
        .toList();
  }

  private static Project.Ran jdk() throws IOException, InterruptedException {
    return Project.run(Project.ROOT.resolve("tarn").toString(), "jdk", "17", "21");
  }
}
