package io.tarn.gold.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One walk over one statement's tree: refuses, and collects what it reads. */
final class Walk {
  private static final Set<String> QUERIES =
      Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");
  private static final Set<String> RELATIONS =
      Set.of(
          "BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY", "PIVOT");
  private static final Set<String> CLAUSES =
      Set.of(
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ASCENDING",
          "DESCENDING");
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "FUNCTION",
          "LAMBDA",
          "OPERATOR",
          "POSITIONAL_REFERENCE",
          "STAR",
          "SUBQUERY",
          "TYPE",
          "WINDOW");

  private final String sql;
  private final KnownFunctions functions;
  private final NamedTables tables;
  private final References references = new References();

  Walk(String sql, KnownFunctions functions, Catalogs catalogs) {
    this.sql = sql;
    this.functions = functions;
    this.tables = new NamedTables(sql, catalogs);
  }

  Statement over(JsonNode statement) {
    visit(statement, Scope.EMPTY);
    return tables.statement(references.columns());
  }

  private void visit(JsonNode node, Scope scope) {
    if (node.isArray()) {
      node.forEach(element -> visit(element, scope));
    } else if (node.isObject()) {
      check(node, scope);
      children(node, scope);
    }
  }

  private void children(JsonNode node, Scope scope) {
    if (node.path("type").asText().equals("RECURSIVE_CTE_NODE")) {
      // The first part starts the recursion: there the name still means what it means outside.
      visit(node.path("left"), scope);
      Scope inside = scope.with(node.path("cte_name").asText());
      fields(node, inside, Set.of("left"));
    } else if (node.has("cte_map")) {
      Scope inside = scope;
      for (JsonNode entry : node.path("cte_map").path("map")) {
        visit(entry.path("value"), inside);
        inside = inside.with(entry.path("key").asText());
      }
      fields(node, inside, Set.of("cte_map"));
    } else if (node.path("type").asText().equals("TABLE_FUNCTION")) {
      fields(node, scope, Set.of("function"));
      fields(node.path("function"), scope, Set.of());
    } else {
      fields(node, scope, Set.of());
    }
  }

  private void fields(JsonNode node, Scope scope, Set<String> without) {
    node.properties().stream()
        .filter(field -> !without.contains(field.getKey()))
        .forEach(field -> visit(field.getValue(), scope));
  }

  private void check(JsonNode node, Scope scope) {
    String type = node.path("type").isTextual() ? node.get("type").asText() : "";
    if (node.has("class")) {
      expression(node, node.get("class").asText());
    } else if (type.equals("SHOW_REF")) {
      throw refused(node, "DESCRIBE, SHOW and SUMMARIZE are not offered here", "Ask a SELECT.");
    } else if (RELATIONS.contains(type)) {
      relation(node, type, scope);
    } else if (!type.isEmpty() && !QUERIES.contains(type) && !CLAUSES.contains(type)) {
      String kind = type.toLowerCase(Locale.ROOT).replace("_query_node", "").replace('_', ' ');
      throw refused(node, "Only a SELECT can be asked here, not '" + kind + "'", "Take it out.");
    }
  }

  private void expression(JsonNode node, String kind) {
    if (!EXPRESSIONS.contains(kind)) {
      String word = kind.toLowerCase(Locale.ROOT).replace('_', ' ');
      throw refused(node, "A " + word + " cannot stand here", "Write the value itself.");
    }
    references.expression(node, kind);
    if (kind.equals("FUNCTION") || kind.equals("WINDOW")) {
      String name = node.path("function_name").asText();
      if (!functions.allowedAsValue(name) || node.path("export_state").asBoolean()) {
        throw refusedFunction(node, name);
      }
    }
  }

  private void relation(JsonNode node, String type, Scope scope) {
    references.relation(node, type);
    if (type.equals("TABLE_FUNCTION")) {
      String name = node.path("function").path("function_name").asText();
      if (!functions.allowedInFrom(name)) {
        throw refusedFunction(node, name);
      }
    } else if (type.equals("BASE_TABLE")) {
      table(node, scope);
    }
  }

  private void table(JsonNode node, Scope scope) {
    JsonNode path = node.path("qualified_name").path("path");
    if (!node.path("at_clause").isNull()) {
      throw refused(node, "AT is not offered here", "Ask for the table as it is now.");
    }
    if (path.size() == 1 && scope.knows(path.get(0).asText())) {
      return;
    }
    List<String> parts = path.valueStream().map(JsonNode::asText).toList();
    try {
      tables.add(parts, node.path("query_location"));
    } catch (IllegalArgumentException notAName) {
      throw refused(
          node,
          "'%s' is neither a table of the catalog nor a name given in WITH"
              .formatted(String.join(".", parts)),
          "Write catalog.namespace.table; files cannot be read here.");
    }
  }

  private TarnException refusedFunction(JsonNode node, String name) {
    return refused(
        node,
        "The function %s cannot be called here: %s".formatted(name, functions.reason(name)),
        "Ask for it to be offered if you need it.");
  }

  private TarnException refused(JsonNode node, String what, String hint) {
    JsonNode location = node.path("query_location");
    String where = location.canConvertToInt() ? " (" + Place.of(sql, location.asLong()) + ")" : "";
    return new TarnException(ErrorKind.INVALID, what + where + ".", hint);
  }
}
