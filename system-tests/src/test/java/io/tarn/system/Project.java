package io.tarn.system;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The checkout's files, and the programs of this machine that judge them. */
public final class Project {
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  public static final List<String> SERVICES =
      List.of(
          "catalog-service", "ingest-service", "transform-service", "gold-service", "ml-service");

  /** What a command wrote and how it ended. */
  public record Ran(int status, String output, String errors) {}

  private Project() {}

  public static List<Map<String, Object>> documents(String yaml) {
    Yaml parser = new Yaml(new SafeConstructor(new LoaderOptions()));
    return Stream.iterate(parser.loadAll(yaml).iterator(), it -> it.hasNext(), it -> it)
        .map(documents -> Project.<Object>at(documents.next()))
        .toList();
  }

  public static String text(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new IllegalStateException(path + " is missing", e);
    }
  }

  /** The variables that docs/contracts.md lets a manifest set. */
  public static Set<String> contractedVariables() {
    Set<String> names = new TreeSet<>();
    Matcher name =
        Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`").matcher(text("docs/contracts.md"));
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  public static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static Ran run(String... command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("tarn", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(ROOT.toFile())
              .redirectError(errors.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }

  /** A port of this machine that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What lies at the path of keys within YAML; an empty map where there is nothing. */
  @SuppressWarnings("unchecked")
  public static <T> Map<String, T> at(Object yaml, String... keys) {
    Object value = yaml;
    for (String key : keys) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value instanceof Map<?, ?> ? (Map<String, T>) value : Map.of();
  }

  /** The maps in the list at the path. */
  public static List<Map<String, Object>> listAt(Object yaml, String... keys) {
    Object value = yaml;
    for (String key : keys) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value instanceof List<?> list
        ? list.stream().map(entry -> Project.<Object>at(entry)).toList()
        : List.of();
  }
}
