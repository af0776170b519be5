package io.tarn.model.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One YAML document as a tree that remembers where each part was written.
 *
 * @param tree the values
 * @param positions JSON pointer to where the key (or list entry) stands
 * @param valuePositions JSON pointer to where the value begins
 */
record Document(
    ManifestFile file,
    JsonNode tree,
    String yaml,
    Map<String, Position> positions,
    Map<String, Position> valuePositions) {
  /** From 1. */
  record Position(int line, int column) {}

  /** An error at a key of this document, or at the nearest part around it that was written. */
  ManifestError error(String path, String message, String hint) {
    return errorAt(nearest(positions, path), path, message, hint);
  }

  /** An error at a value of this document. */
  ManifestError valueError(String path, String message, String hint) {
    return errorAt(nearest(valuePositions, path), path, message, hint);
  }

  /** The line the document begins in, from 1. */
  int line() {
    return positions.get("").line();
  }

  /** A step down in a JSON pointer, escaped as RFC 6901 says. */
  static String child(String path, String key) {
    return path + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  private ManifestError errorAt(Position position, String path, String message, String hint) {
    return new ManifestError(file.name(), position.line(), position.column(), path, message, hint);
  }

  private static Position nearest(Map<String, Position> positions, String path) {
    String at = path;
    while (!positions.containsKey(at)) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return positions.get(at);
  }
}
