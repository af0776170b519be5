package io.tarn.gold.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;

/**
 * Decides whether a statement is one SELECT over tables of the catalog and nothing else, from the
 * syntax tree that DuckDB's {@code json_serialize_sql} makes of it. Only what is known to be
 * harmless passes: a kind of clause or a function that nobody has judged is refused.
 */
public final class Gate {
  private static final String ONLY_SELECT = "Write one SELECT, also WITH or VALUES.";

  private final KnownFunctions functions;

  public Gate(KnownFunctions functions) {
    this.functions = functions;
  }

  /**
   * Judges a statement.
   *
   * @param tree what {@code json_serialize_sql} said about it
   * @throws TarnException INVALID naming what was refused, where, and why
   */
  public Statement inspect(String sql, JsonNode tree, Catalogs catalogs) {
    if (tree.path("error").asBoolean(true)) {
      throw unparsed(sql, tree);
    }
    JsonNode statements = tree.path("statements");
    if (statements.size() != 1) {
      throw new TarnException(
          ErrorKind.INVALID,
          statements.isEmpty()
              ? "There is no statement."
              : "There are %d statements.".formatted(statements.size()),
          ONLY_SELECT);
    }
    return new Walk(sql, functions, catalogs).over(statements.get(0));
  }

  /**
   * Judges an expression of a policy, which has passed through the catalog but comes from people
   * all the same.
   *
   * @param tree of {@code SELECT (} expression {@code )}
   * @return whether it is one expression that reads nothing but its row
   */
  public boolean isExpression(String sql, JsonNode tree) {
    Statement statement = inspect(sql, tree, namespace -> "none");
    JsonNode node = tree.path("statements").path(0).path("node");
    return statement.tables().isEmpty()
        && node.path("type").asText().equals("SELECT_NODE")
        && node.path("select_list").size() == 1
        && node.path("from_table").path("type").asText().equals("EMPTY")
        && node.path("cte_map").path("map").isEmpty()
        && node.path("modifiers").isEmpty()
        && node.path("where_clause").isNull()
        && node.path("group_expressions").isEmpty()
        && node.path("having").isNull()
        && node.path("qualify").isNull();
  }

  private static TarnException unparsed(String sql, JsonNode tree) {
    return switch (tree.path("error_type").asText()) {
      case "parser" -> {
        String where =
            tree.has("position") ? " (" + Place.of(sql, tree.get("position").asLong()) + ")" : "";
        yield new TarnException(
            ErrorKind.INVALID, tree.path("error_message").asText() + where + ".", ONLY_SELECT);
      }
      case "not implemented" ->
          new TarnException(ErrorKind.INVALID, "Only a SELECT can be asked here.", ONLY_SELECT);
      default ->
          new TarnException(
              ErrorKind.UNPROCESSABLE,
              "The statement takes too much to be understood.",
              "Make it shorter, or nest it less deeply.");
    };
  }
}
