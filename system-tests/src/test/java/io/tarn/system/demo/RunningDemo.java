package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tarn.system.Project;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code ./tarn demo} as a newcomer starts it, with a state of its own. */
final class RunningDemo implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final Process process;
  private final Path state;
  private final Path output;

  private RunningDemo(Process process, Path state, Path output) {
    this.process = process;
    this.state = state;
    this.output = output;
  }

  /** Starts it and returns once its story is told and orders keep coming. */
  static RunningDemo start(Path folder) throws IOException {
    Path output = folder.resolve("demo.out");
    Path state = folder.resolve("state");
    ProcessBuilder builder =
        new ProcessBuilder(Project.ROOT.resolve("tarn").toString(), "demo", "--seed", "11")
            .directory(Project.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TARN_STATE", state.toString());
    RunningDemo demo = new RunningDemo(builder.start(), state, output);
    try {
      await("the demo's story")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> demo.said("Ctrl-C or ./tarn down stops it.") || !demo.process.isAlive());
      assertThat(demo.process.isAlive()).as(Files.readString(output)).isTrue();
      return demo;
    } catch (RuntimeException | AssertionError e) {
      demo.close();
      throw e;
    }
  }

  URI console() throws IOException {
    return services().get("gold-service");
  }

  /** Base URLs by service. */
  Map<String, URI> services() throws IOException {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(state.resolve("ports.properties"))) {
      ports.load(reader);
    }
    Map<String, URI> services = new TreeMap<>();
    for (String service : Project.SERVICES) {
      services.put(service, URI.create("http://127.0.0.1:" + ports.getProperty(service)));
    }
    return services;
  }

  /** What points a program at the running platform. */
  Map<String, String> environment() throws IOException, InterruptedException {
    Map<String, String> environment = new TreeMap<>();
    Pattern.compile("export ([A-Z0-9_]+)='(.*)'")
        .matcher(tarn("env"))
        .results()
        .forEach(line -> environment.put(line.group(1), line.group(2)));
    return environment;
  }

  /** What {@code ./tarn} prints about the running platform, errors too. */
  String tarn(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Project.ROOT.resolve("tarn").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Project.ROOT.toFile()).redirectErrorStream(true);
    builder.environment().put("TARN_STATE", state.toString());
    Process run = builder.start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    run.waitFor();
    return printed;
  }

  /** As Ctrl-C does; whatever is left after that is a failure of the launcher's own tests. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private boolean said(String line) throws IOException {
    return Files.readString(output).contains(line);
  }
}
