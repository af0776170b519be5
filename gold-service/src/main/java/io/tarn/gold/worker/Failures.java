package io.tarn.gold.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.gold.worker.Reply.Failure;
import io.tarn.gold.worker.Reply.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sorts DuckDB's errors by whose fault they are. */
final class Failures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the engine's glue to Java throws is not JSON: "Out of Memory Error: bad allocation". */
  private static final Pattern PLAIN = Pattern.compile("(?s)(.+?) Error: (.*)");

  /** ENOMEM, EFBIG, ENOSPC, EDQUOT: a limit of the operating system, met before the engine's. */
  private static final Set<String> NO_ROOM = Set.of("12", "27", "28", "122");

  /**
   * In the names of all files into which the engine puts what does not fit into memory, and what it
   * says where zstd got no memory: it takes zstd's error code for a length.
   */
  private static final List<String> SIGNS_OF_NO_MEMORY =
      List.of("duckdb_temp_", "compressed page size out of range");

  private Failures() {}

  /**
   * What may be said about an error; of the engine's own, what its log should say.
   *
   * @param secrets names of files that must not be told
   */
  static Failure of(SQLException error, List<String> secrets) {
    JsonNode told = read(String.valueOf(error.getMessage()));
    String message = told.path("exception_message").asText();
    Kind kind = kind(told.path("exception_type").asText());
    if (kind == Kind.engine
        && (NO_ROOM.contains(told.path("errno").asText())
            || SIGNS_OF_NO_MEMORY.stream().anyMatch(message::contains))) {
      kind = Kind.memory;
    }
    Long position = told.has("position") ? told.get("position").asLong() : null;
    return switch (kind) {
      case statement ->
          new Failure(kind, secrets.stream().noneMatch(message::contains) ? message : "", position);
      case engine -> new Failure(kind, error.getMessage(), position);
      default -> new Failure(kind, "", position);
    };
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "Parser",
          "Syntax",
          "Binder",
          "Catalog",
          "Conversion",
          "Invalid Input",
          "Invalid type",
          "Mismatch Type",
          "Out of Range",
          "Divide by Zero",
          "Not implemented",
          "Expression",
          "Constraint",
          "Sequence" ->
          Kind.statement;
      case "Out of Memory" -> Kind.memory;
      case "INTERRUPT" -> Kind.time;
      case "Permission" -> Kind.refused;
      default -> Kind.engine;
    };
  }

  private static JsonNode read(String message) {
    try {
      return JSON.readTree(message);
    } catch (JsonProcessingException notJson) {
      Matcher plain = PLAIN.matcher(message);
      ObjectNode told = JSON.createObjectNode();
      if (plain.matches()) {
        told.put("exception_type", plain.group(1)).put("exception_message", plain.group(2));
      }
      return told;
    }
  }
}
