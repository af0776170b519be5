package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.local.client.Tokens;
import io.tarn.local.platform.Endpoints;
import io.tarn.local.process.ProcessStarter;
import io.tarn.local.server.KeycloakServer;
import io.tarn.local.server.PostgresServer;
import io.tarn.local.server.ServerFiles;
import io.tarn.local.state.Ports;
import io.tarn.local.state.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real servers, started by the real command in a process of its own. */
class InfrastructureIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String STRANGER = "nobody";

  private Path root;
  private StateDirectory state;
  private Process launcher;

  @BeforeEach
  void makeRoom() throws IOException {
    // Not JUnit's folder: another user has to get in.
    root = Files.createTempDirectory("tarn-it-");
    state = new StateDirectory(root.resolve("state"));
  }

  @AfterEach
  void clean() throws IOException {
    state.launcher().ifPresent(ProcessHandle::destroy);
    await().atMost(LIMIT).until(() -> running().isEmpty());
    try (Stream<Path> entries = Files.walk(root)) {
      for (Path entry : entries.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  @Test
  void theServersComeUpAndEndWithTheirLauncher() throws Exception {
    // Given
    start(List.of());
    Endpoints endpoints = new Endpoints(Ports.remembered(state));
    String payload = payload(new Tokens(endpoints.issuer()).user("analyst").get());
    assertThat(payload).contains("\"aud\":\"tarn\"", "\"groups\":[\"analysts\"]");
    assertThat(payload(new Tokens(endpoints.issuer()).service("ingest-service").get()))
        .contains("\"preferred_username\":\"service-account-ingest-service\"", "\"tarn\"");
    assertThat(state.data("s3").resolve("buckets/lakehouse")).isDirectory();
    assertThat(running()).hasSizeGreaterThanOrEqualTo(4);
    // When
    launcher.destroyForcibly();
    // Then nothing stays
    await().atMost(Duration.ofSeconds(30)).until(() -> running().isEmpty());
    // And the next start finds its way, on the same ports
    start(List.of());
    assertThat(new Endpoints(Ports.remembered(state))).isEqualTo(endpoints);
    // And a polite end leaves nothing either
    launcher.destroy();
    assertThat(launcher.onExit().join().isAlive()).isFalse();
    assertThat(running()).isEmpty();
    assertThat(state.launcher()).isEmpty();
  }

  @Test
  void anOrdinaryUserMayStartThem() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
    List<String> asStranger =
        List.of("setpriv", "--reuid=" + STRANGER, "--regid=nogroup", "--clear-groups", "--");
    List<String> probe = new ArrayList<>(asStranger);
    probe.addAll(List.of("test", "-r", checkout().resolve("local/target/lib").toString()));
    assumeTrue(
        ProcessStarter.succeeds(probe.toArray(String[]::new)),
        "other users cannot read this checkout");
    // Given programs that were unpacked and built, as its owner does with a checkout
    ServerFiles files = ServerFiles.of(checkout());
    new PostgresServer(files, root.resolve("unpack"), 1).prepare();
    new KeycloakServer(files, root.resolve("build"), 1, 1).prepare();
    assertThat(ProcessStarter.succeeds("chown", STRANGER, root.toString())).isTrue();
    // When
    start(asStranger);
    // Then
    Endpoints endpoints = new Endpoints(Ports.remembered(state));
    assertThat(new Tokens(endpoints.issuer()).user("engineer").get()).isNotBlank();
  }

  private void start(List<String> as) throws IOException {
    List<String> command = new ArrayList<>(as);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dtarn.home=" + checkout(),
            "-cp",
            program() + ":" + checkout().resolve("local/target/lib/*"),
            "io.tarn.local.Tarn",
            "up",
            "--only",
            "none"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TARN_STATE", state.root().toString());
    Path output = root.resolve("output");
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    launcher = builder.start();
    await().atMost(LIMIT).until(() -> Files.exists(state.ready()) || !launcher.isAlive());
    assertThat(launcher.isAlive()).as(Files.readString(output)).isTrue();
  }

  /** The processes whose command line names this state: on Linux only are command lines seen. */
  private List<String> running() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .flatMap(process -> commandLine(process.pid()))
        .filter(line -> line.contains(state.root().toString()))
        .toList();
  }

  private static Stream<String> commandLine(long pid) {
    try {
      return Stream.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' '));
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Path program() throws IOException {
    try (Stream<Path> files = Files.list(checkout().resolve("local/target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  private static Path checkout() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  private static String payload(String token) {
    String middle = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return new String(Base64.getUrlDecoder().decode(middle), StandardCharsets.UTF_8);
  }
}
