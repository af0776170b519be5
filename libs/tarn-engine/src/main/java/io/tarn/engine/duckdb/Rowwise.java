package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether each row of the driving input makes its output rows on its own: then new rows
 * make new output rows, and every output row knows the input row it came from.
 *
 * <p>Proven from the shape of the statement, and denied when in doubt: one SELECT without
 * aggregates, windows, DISTINCT, LIMIT or set operations, in whose FROM the driving input stands
 * once, never on the side of a join that is filled up with NULLs.
 */
final class Rowwise {
  private static final Set<String> KEEPS_LEFT = Set.of("INNER", "LEFT", "SEMI", "ANTI");
  private static final Set<String> KEEPS_RIGHT = Set.of("INNER", "RIGHT");

  private final String driver;
  private final Set<String> aggregates;

  Rowwise(String driver, Set<String> aggregates) {
    this.driver = driver;
    this.aggregates = aggregates;
  }

  /** What stands against it; empty when rows are independent. */
  Optional<String> obstacle(SelectTree tree) {
    JsonNode select = tree.select();
    if (!select.path("type").asText().equals("SELECT_NODE")) {
      return Optional.of("it is not one plain SELECT");
    }
    if (!select.path("group_expressions").isEmpty()
        || select.path("having").isObject()
        || select.path("qualify").isObject()
        || !select.path("aggregate_handling").asText().equals("STANDARD_HANDLING")) {
      return Optional.of("it groups or ranks rows");
    }
    for (JsonNode modifier : select.path("modifiers")) {
      if (!modifier.path("type").asText().equals("ORDER_MODIFIER")) {
        return Optional.of("it has DISTINCT or LIMIT");
      }
    }
    if (combinesRows(select.path("select_list")) || combinesRows(select.path("where_clause"))) {
      return Optional.of("it aggregates rows");
    }
    if (occurrences(select) != 1 || !keptBy(select.path("from_table"))) {
      return Optional.of("its first input is not simply read or joined from");
    }
    return Optional.empty();
  }

  /** What the statement calls the driving input. */
  String reference(SelectTree tree) {
    return reference(tree.select().path("from_table"));
  }

  private String reference(JsonNode from) {
    if (isDriver(from)) {
      String alias = from.path("alias").asText();
      return alias.isEmpty() ? driver : alias;
    }
    return reference(from.path(holdsDriver(from.path("left")) ? "left" : "right"));
  }

  private boolean keptBy(JsonNode from) {
    if (isDriver(from)) {
      return true;
    }
    if (!from.path("type").asText().equals("JOIN")
        || from.path("ref_type").asText().equals("POSITIONAL")) {
      return false;
    }
    String type = from.path("join_type").asText();
    return holdsDriver(from.path("left"))
        ? KEEPS_LEFT.contains(type) && keptBy(from.path("left"))
        : KEEPS_RIGHT.contains(type) && keptBy(from.path("right"));
  }

  private boolean holdsDriver(JsonNode from) {
    return occurrences(from) > 0;
  }

  private int occurrences(JsonNode node) {
    int[] count = {0};
    SelectTree.walk(
        node,
        child -> {
          if (isDriver(child)) {
            count[0]++;
          }
        });
    return count[0];
  }

  private boolean isDriver(JsonNode node) {
    return node.path("type").asText().equals("BASE_TABLE")
        && node.path("table_name").asText().equals(driver);
  }

  /** Looks for aggregates and windows of this SELECT itself, not of one inside it. */
  private boolean combinesRows(JsonNode node) {
    String kind = node.path("class").asText();
    if (kind.equals("SUBQUERY")) {
      return false;
    }
    if (kind.equals("WINDOW")
        || (kind.equals("FUNCTION")
            && aggregates.contains(
                node.path("function_name").asText().toLowerCase(java.util.Locale.ROOT)))) {
      return true;
    }
    for (JsonNode child : node) {
      if (combinesRows(child)) {
        return true;
      }
    }
    return false;
  }
}
