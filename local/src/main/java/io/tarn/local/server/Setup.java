package io.tarn.local.server;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The steps that prepare a server: files written, tools run. */
final class Setup {
  private Setup() {}

  static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void directories(Path... directories) {
    try {
      for (Path directory : directories) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String resource(String name) {
    try (InputStream stream = Setup.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("Resource " + name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void run(List<String> command, Path output) {
    run(command, Map.of(), "", output);
  }

  /**
   * Runs a tool to its end.
   *
   * @throws TarnException with what the tool said, when it ends with anything but 0
   */
  static void run(
      List<String> command, Map<String, String> environment, String input, Path output) {
    try {
      Files.createDirectories(output.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (var stdin = process.outputWriter()) {
        stdin.write(input);
      }
      if (process.waitFor() != 0) {
        throw new TarnException(
            ErrorKind.UNAVAILABLE,
            "A step to prepare a server failed: " + Files.readString(output).strip(),
            "Command: " + String.join(" ", command));
      }
    } catch (IOException e) {
      throw new TarnException(
          ErrorKind.UNAVAILABLE,
          "A step to prepare a server failed: " + e.getMessage(),
          "Command: " + String.join(" ", command),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, "Interrupted while preparing a server");
    }
  }
}
