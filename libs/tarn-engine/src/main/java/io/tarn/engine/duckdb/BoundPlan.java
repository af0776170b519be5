package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SELECT as DuckDB binds it to tables ({@code json_serialize_plan}): every name and type
 * resolved. Empty tables suffice.
 */
final class BoundPlan {
  /** Why a statement does not bind, and the column that no relation has if it is that. */
  record Failure(String message, Optional<String> missingColumn) {}

  /** As in {@code money(price) AS price}, where no table has a price. */
  private static final Pattern OWN_NAME =
      Pattern.compile("^Column \"(.+?)\" referenced that exists in the SELECT clause");

  private final JsonNode plan;

  private BoundPlan(JsonNode plan) {
    this.plan = plan;
  }

  /** Tries to bind; empty when it works. */
  static Optional<Failure> failure(DuckDb db, String sql) {
    JsonNode answer = answer(db, sql);
    if (!answer.path("error").asBoolean()) {
      return Optional.empty();
    }
    String message = answer.path("error_message").asText();
    Matcher ownName = OWN_NAME.matcher(message);
    Optional<String> missing = Optional.empty();
    if (answer.path("error_subtype").asText().equals("COLUMN_NOT_FOUND")) {
      missing = Optional.of(answer.path("name").asText());
    } else if (ownName.find()) {
      missing = Optional.of(ownName.group(1));
    }
    return Optional.of(new Failure(message, missing));
  }

  /**
   * Binds.
   *
   * @throws TarnException UNPROCESSABLE with DuckDB's message
   */
  static BoundPlan of(DuckDb db, String sql) {
    JsonNode answer = answer(db, sql);
    if (answer.path("error").asBoolean()) {
      throw new TarnException(ErrorKind.UNPROCESSABLE, answer.path("error_message").asText());
    }
    return new BoundPlan(answer.path("plans").path(0));
  }

  /** The projection around the statement gives each column a name and a type at the top. */
  private static JsonNode answer(DuckDb db, String sql) {
    String wrapped = "SELECT * FROM (" + sql + ")";
    return SelectTree.read(
        db.texts(
                "SELECT json_serialize_plan(%s, optimize := false)"
                    .formatted(DuckDbTypes.literal(wrapped)))
            .getFirst());
  }

  /** Output columns with their types (DuckDB's JSON form), in order. */
  Map<String, JsonNode> columns() {
    Map<String, JsonNode> columns = new LinkedHashMap<>();
    for (JsonNode column : plan.path("expressions")) {
      String name = column.path("alias").asText();
      if (columns.put(name, column.path("return_type")) != null) {
        throw SelectTree.wrong(
            "There are two columns '%s'.".formatted(name), "Name each column once, with AS.");
      }
    }
    return columns;
  }

  /** Output columns to the columns ({@code relation.column}) their values are made of. */
  Map<String, List<String>> lineage() {
    List<Set<String>> sources = new PlanLineage().of(plan);
    Map<String, List<String>> lineage = new LinkedHashMap<>();
    int i = 0;
    for (String column : columns().keySet()) {
      lineage.put(column, List.copyOf(sources.get(i++)));
    }
    return lineage;
  }

  /** The columns read of each relation. */
  Map<String, Set<String>> columnsRead() {
    Map<String, Set<String>> read = new HashMap<>();
    SelectTree.walk(
        plan,
        node -> {
          if (node.path("type").asText().equals("LOGICAL_GET")) {
            String table = node.path("function_data").path("table").asText();
            PlanLineage.columns(node)
                .forEach(column -> read.computeIfAbsent(table, any -> new TreeSet<>()).add(column));
          }
        });
    return read;
  }

  /**
   * Names of all functions called, lower case; of {@code age} only the form that asks the clock.
   */
  Set<String> functions() {
    Set<String> names = new TreeSet<>();
    SelectTree.walk(
        plan,
        node -> {
          JsonNode path = node.path("qname").path("path");
          if (!path.isEmpty() && node.has("expression_class")) {
            String name = path.get(path.size() - 1).asText().toLowerCase(Locale.ROOT);
            if (!name.equals("age") || node.path("children").size() == 1) {
              names.add(name);
            }
          }
        });
    return names;
  }
}
