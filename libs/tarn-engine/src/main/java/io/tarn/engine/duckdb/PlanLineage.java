package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows columns through a bound plan. Values count, conditions on rows do not. An operator that
 * is not known passes everything to every column: lineage may name too much, never too little,
 * since tags travel along it.
 */
final class PlanLineage {
  /** Of an operator that is not known: as wide as any parent may ask for. */
  private static final int UNKNOWN_WIDTH = 10_000;

  /** Parts of aggregates and windows that say which rows are taken, and in which order. */
  private static final Set<String> CHOOSING =
      Set.of("filter", "filters", "order_bys", "partitions", "orders", "arg_orders");

  private final Map<Long, List<Set<String>>> commonTables = new HashMap<>();

  /** For each output column of the operator, the {@code relation.column}s in it. */
  List<Set<String>> of(JsonNode operator) {
    JsonNode children = operator.path("children");
    return switch (operator.path("type").asText()) {
      case "LOGICAL_GET" -> get(operator);
      case "LOGICAL_PROJECTION" -> expressions(operator.path("expressions"), input(operator));
      case "LOGICAL_FILTER" -> mapped(input(operator), operator.path("projection_map"));
      case "LOGICAL_ORDER_BY" -> mapped(input(operator), operator.path("projections"));
      case "LOGICAL_LIMIT", "LOGICAL_DISTINCT", "LOGICAL_TOP_N" -> input(operator);
      case "LOGICAL_COMPARISON_JOIN",
          "LOGICAL_ANY_JOIN",
          "LOGICAL_ASOF_JOIN",
          "LOGICAL_DELIM_JOIN",
          "LOGICAL_CROSS_PRODUCT",
          "LOGICAL_POSITIONAL_JOIN" ->
          join(operator);
      case "LOGICAL_AGGREGATE_AND_GROUP_BY" -> aggregate(operator);
      case "LOGICAL_WINDOW", "LOGICAL_UNNEST" ->
          joined(input(operator), expressions(operator.path("expressions"), input(operator)));
      case "LOGICAL_UNION", "LOGICAL_EXCEPT", "LOGICAL_INTERSECT" ->
          merged(of(children.get(0)), of(children.get(1)));
      case "LOGICAL_MATERIALIZED_CTE" -> commonTable(operator);
      case "LOGICAL_CTE_REF" -> reference(operator);
      case "LOGICAL_EXPRESSION_GET" ->
          Collections.nCopies(operator.path("expr_types").size(), Set.of());
      case "LOGICAL_DUMMY_SCAN" -> List.of(Set.of());
      default -> everything(operator);
    };
  }

  private static List<Set<String>> get(JsonNode operator) {
    String table = operator.path("function_data").path("table").asText();
    List<Set<String>> columns = new ArrayList<>();
    columns(operator).forEach(column -> columns.add(Set.of(table + "." + column)));
    return columns;
  }

  /** Names of the columns a table scan gives. */
  static List<String> columns(JsonNode get) {
    List<String> columns = new ArrayList<>();
    for (JsonNode index : get.path("column_indexes")) {
      JsonNode name = get.path("names").path(index.path("index").asInt(-1));
      columns.add(name.isMissingNode() ? "rowid" : name.asText());
    }
    return columns;
  }

  private List<Set<String>> join(JsonNode operator) {
    List<Set<String>> left =
        mapped(of(operator.path("children").get(0)), operator.path("left_projection_map"));
    List<Set<String>> right =
        mapped(of(operator.path("children").get(1)), operator.path("right_projection_map"));
    return switch (operator.path("join_type").asText()) {
      case "SEMI", "ANTI" -> left;
      case "RIGHT_SEMI", "RIGHT_ANTI" -> right;
      case "MARK" -> joined(left, List.of(Set.of()));
      default -> joined(left, right);
    };
  }

  private List<Set<String>> aggregate(JsonNode operator) {
    List<Set<String>> input = input(operator);
    List<Set<String>> columns =
        joined(
            expressions(operator.path("groups"), input),
            expressions(operator.path("expressions"), input));
    operator.path("grouping_functions").forEach(grouping -> columns.add(Set.of()));
    return columns;
  }

  private List<Set<String>> commonTable(JsonNode operator) {
    JsonNode children = operator.path("children");
    commonTables.put(operator.path("table_index").asLong(), of(children.get(0)));
    return of(children.get(1));
  }

  private List<Set<String>> reference(JsonNode operator) {
    List<Set<String>> known = commonTables.get(operator.path("cte_index").asLong());
    return known != null ? known : everything(operator);
  }

  private List<Set<String>> input(JsonNode operator) {
    return of(operator.path("children").get(0));
  }

  private static List<Set<String>> expressions(JsonNode expressions, List<Set<String>> input) {
    List<Set<String>> columns = new ArrayList<>();
    for (JsonNode expression : expressions) {
      Set<String> sources = new TreeSet<>();
      collect(expression, input, sources);
      columns.add(sources);
    }
    return columns;
  }

  private static void collect(JsonNode node, List<Set<String>> input, Set<String> sources) {
    if (node.path("expression_class").asText().equals("BOUND_REF")) {
      sources.addAll(input.get(node.path("index").asInt()));
    }
    if (node.isObject()) {
      node.properties().stream()
          .filter(property -> !CHOOSING.contains(property.getKey()))
          .forEach(property -> collect(property.getValue(), input, sources));
    } else {
      node.forEach(child -> collect(child, input, sources));
    }
  }

  private static List<Set<String>> mapped(List<Set<String>> columns, JsonNode map) {
    if (map.isEmpty()) {
      return columns;
    }
    List<Set<String>> chosen = new ArrayList<>();
    map.forEach(index -> chosen.add(columns.get(index.asInt())));
    return chosen;
  }

  private static List<Set<String>> joined(List<Set<String>> left, List<Set<String>> right) {
    List<Set<String>> all = new ArrayList<>(left);
    all.addAll(right);
    return left.size() < UNKNOWN_WIDTH ? all : everything(all);
  }

  private static List<Set<String>> merged(List<Set<String>> left, List<Set<String>> right) {
    List<Set<String>> both = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Set<String> sources = new TreeSet<>(left.get(i));
      sources.addAll(right.get(i));
      both.add(sources);
    }
    return both;
  }

  private List<Set<String>> everything(JsonNode operator) {
    List<Set<String>> columns = new ArrayList<>();
    operator.path("children").forEach(child -> columns.addAll(of(child)));
    return everything(columns);
  }

  private static List<Set<String>> everything(List<Set<String>> columns) {
    Set<String> all = new TreeSet<>();
    columns.forEach(all::addAll);
    return Collections.nCopies(UNKNOWN_WIDTH, all);
  }
}
