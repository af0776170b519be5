package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may be read at some place of a statement. A name that a WITH gives counts where it holds:
 * elsewhere DuckDB would take it for a file's.
 *
 * @param inputs of the step
 * @param own given by the statement's WITH so far
 */
record KnownRelations(Set<String> inputs, Set<String> own) {
  private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "range", "generate_series");

  KnownRelations {
    inputs = Set.copyOf(inputs);
    own = Set.copyOf(own);
  }

  /**
   * Refuses a part of a statement that reads anything else.
   *
   * @throws io.tarn.model.error.TarnException UNPROCESSABLE naming the first of it
   */
  void check(JsonNode node) {
    if (node.isObject()) {
      checkItself(node);
    }
    if (node.path("type").asText().equals("RECURSIVE_CTE_NODE")) {
      // Its first part starts the recursion: there the name is not given yet.
      check(node.path("left"));
      with(node.path("cte_name")).checkFields(node, "left");
    } else if (node.has("cte_map")) {
      KnownRelations inside = this;
      for (JsonNode entry : node.path("cte_map").path("map")) {
        inside.check(entry.path("value"));
        inside = inside.with(entry.path("key"));
      }
      inside.checkFields(node, "cte_map");
    } else {
      node.forEach(this::check);
    }
  }

  private void checkFields(JsonNode node, String without) {
    node.properties().stream()
        .filter(field -> !field.getKey().equals(without))
        .forEach(field -> check(field.getValue()));
  }

  private KnownRelations with(JsonNode name) {
    if (inputs.contains(name.asText())) {
      throw SelectTree.wrong(
          "WITH names '%s', which is an input.".formatted(name.asText()), "Call it otherwise.");
    }
    Set<String> more = new HashSet<>(own);
    more.add(name.asText());
    return new KnownRelations(inputs, more);
  }

  private void checkItself(JsonNode node) {
    switch (node.path("type").asText()) {
      case "BASE_TABLE" -> checkTable(node);
      case "TABLE_FUNCTION" -> checkFunction(node.path("function").path("function_name").asText());
      case "SHOW_REF", "COLUMN_DATA", "BOUND_TABLE_REF" ->
          throw SelectTree.wrong("Only tables can be read.", "Name an input.");
      default -> {}
    }
    if (node.path("sample").isObject()) {
      throw SelectTree.wrong("A sample differs each time.", "Leave SAMPLE out.");
    }
  }

  private void checkTable(JsonNode table) {
    boolean plain =
        table.path("schema_name").asText().isEmpty()
            && table.path("catalog_name").asText().isEmpty();
    String name = table.path("table_name").asText();
    if (!plain || !(inputs.contains(name) || own.contains(name))) {
      Set<String> known = new TreeSet<>(inputs);
      known.addAll(own);
      throw SelectTree.wrong(
          "'%s' is not an input of the step.".formatted(name),
          "The inputs are: " + String.join(", ", known) + ".");
    }
  }

  private static void checkFunction(String name) {
    if (!TABLE_FUNCTIONS.contains(name)) {
      throw SelectTree.wrong(
          "The table function '%s' is not allowed.".formatted(name),
          "Allowed are unnest, range and generate_series.");
    }
  }
}
