package io.tarn.gold.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.gold.worker.Reply.Failure;
import io.tarn.gold.worker.Reply.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Sorts DuckDB's errors by whose fault they are. */
final class Failures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** EFBIG and ENOSPC: what it spilled met a limit of the operating system before the engine's. */
  private static final Set<String> NO_ROOM = Set.of("27", "28");

  private Failures() {}

  /**
   * What may be said about an error.
   *
   * @param secrets names of files that must not be told
   */
  static Failure of(SQLException error, List<String> secrets) {
    JsonNode told = read(error.getMessage());
    String message = told.path("exception_message").asText();
    Kind kind =
        NO_ROOM.contains(told.path("errno").asText())
            ? Kind.memory
            : kind(told.path("exception_type").asText());
    boolean tellable = kind == Kind.statement && secrets.stream().noneMatch(message::contains);
    if (kind == Kind.engine) {
      // To the log of gold-service; its reader may see what a caller may not.
      System.err.println("The engine failed at a statement: " + error.getMessage());
    }
    Long position = told.has("position") ? told.get("position").asLong() : null;
    return tellable ? new Failure(kind, message, position) : new Failure(kind, "", position);
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
    } catch (JsonProcessingException notFromTheEngine) {
      return JSON.createObjectNode();
    }
  }
}
