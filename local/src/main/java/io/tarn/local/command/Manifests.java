package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.client.Answer;
import io.tarn.local.client.TarnClient;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The manifests of a folder, sent as one document stream so that all are applied or none. Positions
 * in the answer count in that stream; here they become file and line again.
 */
record Manifests(List<Part> parts) {
  /**
   * @param firstLine of the file in the stream, from 1
   */
  record Part(Path file, String text, int firstLine) {}

  static Manifests read(Path directory) {
    if (!Files.exists(directory)) {
      throw new TarnException(ErrorKind.NOT_FOUND, directory + " does not exist");
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Part> parts = new ArrayList<>();
      int line = 1;
      for (Path file : walk.filter(Manifests::manifest).sorted().toList()) {
        String text = Files.readString(file);
        text = text.endsWith("\n") ? text : text + "\n";
        parts.add(new Part(file, text, line));
        // And one line for the separator.
        line += (int) text.lines().count() + 1;
      }
      if (parts.isEmpty()) {
        throw new TarnException(
            ErrorKind.NOT_FOUND, "No manifest in " + directory, "Manifests end in .yaml or .yml.");
      }
      return new Manifests(List.copyOf(parts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String stream() {
    return String.join("---\n", parts.stream().map(Part::text).toList());
  }

  /** The file and line within it that a line of the stream comes from. */
  String position(int line, int column) {
    Part part =
        parts.stream()
            .filter(each -> each.firstLine() <= line)
            .reduce((a, b) -> b)
            .orElse(parts.getFirst());
    return part.file() + ":" + (line - part.firstLine() + 1) + ":" + column;
  }

  /**
   * Sends them.
   *
   * @param query added to the address, e.g. {@code ?dry-run=true}
   * @throws TarnException with file, line and hint of everything that is wrong
   */
  JsonNode send(TarnClient catalog, String query) {
    Answer answer = catalog.put("/api/v1/manifests" + query, "application/yaml", stream());
    if (answer.success()) {
      return answer.json();
    }
    JsonNode errors = answer.json().path("errors");
    if (errors.isEmpty()) {
      throw TarnClient.problem(answer);
    }
    StringBuilder text = new StringBuilder("Nothing was applied, for there are mistakes:\n");
    for (JsonNode error : errors) {
      text.append("\n  ")
          .append(position(error.path("line").asInt(1), error.path("column").asInt(1)))
          .append("\n    ")
          .append(error.path("message").asText())
          .append(
              error.path("path").asText().isBlank()
                  ? ""
                  : " (at " + error.path("path").asText() + ")");
      if (!error.path("hint").asText("").isBlank() && !error.path("hint").isNull()) {
        text.append("\n    ").append(error.path("hint").asText());
      }
      text.append("\n");
    }
    throw new TarnException(ErrorKind.UNPROCESSABLE, text.toString());
  }

  private static boolean manifest(Path path) {
    String name = path.getFileName().toString();
    return Files.isRegularFile(path) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }
}
