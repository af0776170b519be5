package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script finds a JDK before there is any Java to run. */
class TarnScriptTest {
  private static final Path SCRIPT = Path.of("..", "tarn").toAbsolutePath().normalize();

  @TempDir Path places;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void onlyTheseJdks() throws IOException {
    // Tools, and no Java among them.
    Path tools = Files.createDirectory(places.resolve("tools"));
    for (String tool :
        new String[] {"bash", "dirname", "sed", "head", "readlink", "find", "sort", "cat"}) {
      program(tools.resolve(tool), "exec " + find(tool) + " \"$@\"");
    }
    environment.put("PATH", tools.toString());
    environment.put("TARN_JDK_PLACES", places.resolve("jvm").toString());
  }

  @Test
  void javaHomeIsTakenWhenItIsNewEnough() throws Exception {
    Path chosen = jdk("mine", "21.0.5");
    jdk("jvm/other", "25");
    environment.put("JAVA_HOME", chosen.toString());

    assertThat(run("jdk")).isEqualTo(new Outcome(0, chosen + "\n", ""));
  }

  @Test
  void aNewerOneIsFoundBesideATooOldDefault() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "1.8.0_402").toString());
    jdk("jvm/java-17", "17.0.15");
    Path newer = jdk("jvm/temurin-25", "25.0.3");

    assertThat(run("jdk")).isEqualTo(new Outcome(0, newer + "\n", ""));
  }

  @Test
  void theOneOnThePathIsFoundBehindItsLinks() throws Exception {
    Path jdk = jdk("somewhere/else", "22");
    Files.createSymbolicLink(places.resolve("tools/javac"), jdk.resolve("bin/javac"));

    assertThat(run("jdk")).isEqualTo(new Outcome(0, jdk.toRealPath() + "\n", ""));
  }

  @Test
  void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
    Path jre = jdk("jvm/jre-21", "21");
    Files.delete(jre.resolve("bin/javac"));

    assertThat(run("jdk").exit()).isEqualTo(1);
  }

  @Test
  void withoutOneItSaysWhatItFoundAndHowToGetOne() throws Exception {
    Path old = jdk("jvm/java-17", "17.0.15");

    Outcome outcome = run("up");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.errors())
        .contains("needs a JDK 21 or newer")
        .contains("JDK 17 in " + old)
        .contains("apt install", "brew install", "sdk install");
  }

  @Test
  void aloneItPrintsHelpAndNeedsNoJdk() throws Exception {
    Outcome outcome = run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.output()).contains("./tarn demo", "./tarn test", "./tarn up");
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = places.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    String script = "echo 'openjdk version \"" + version + "\"' >&2";
    program(jdk.resolve("bin/java"), script);
    program(jdk.resolve("bin/javac"), script);
    return jdk;
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!" + find("bash") + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = find("bash").toString();
    command[1] = SCRIPT.toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    Path errors = places.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", places.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output, Files.readString(errors));
  }

  private static Path find(String tool) {
    for (String folder : new String[] {"/usr/bin", "/bin"}) {
      if (Files.exists(Path.of(folder, tool))) {
        return Path.of(folder, tool);
      }
    }
    throw new IllegalStateException(tool + " is not installed");
  }

  private record Outcome(int exit, String output, String errors) {}
}
