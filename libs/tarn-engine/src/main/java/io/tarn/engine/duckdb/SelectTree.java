package io.tarn.engine.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A SELECT as DuckDB's own parser reads it ({@code json_serialize_sql}), so that what is checked
 * here is what will run.
 */
final class SelectTree {
  private static final JsonMapper JSON = new JsonMapper();

  /** DuckDB's parser takes memory with the square of it, and knows no limit. */
  private static final int DEEPEST = 200;

  private final JsonNode root;

  private SelectTree(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads exactly one SELECT.
   *
   * @throws TarnException UNPROCESSABLE when it is anything else
   */
  static SelectTree parse(DuckDb db, String sql) {
    if (depth(sql) > DEEPEST) {
      throw wrong(
          "There are parentheses in more than %d parentheses.".formatted(DEEPEST),
          "Give parts of it names in a WITH.");
    }
    JsonNode root =
        read(
            db.texts("SELECT json_serialize_sql(%s)".formatted(DuckDbTypes.literal(sql)))
                .getFirst());
    if (root.path("error").asBoolean()) {
      throw wrong(root.path("error_message").asText(), "A step is one SELECT.");
    }
    if (root.path("statements").size() != 1) {
      throw wrong("There is more than one statement.", "A step is one SELECT.");
    }
    return new SelectTree(root);
  }

  /** At least as deep as it is: those in texts and comments count too. */
  private static int depth(String sql) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < sql.length(); i++) {
      switch (sql.charAt(i)) {
        case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
        case ')', ']', '}' -> depth--;
        default -> {}
      }
    }
    return deepest;
  }

  /** The statement in DuckDB's spelling: nothing that was not parsed is left in it. */
  String sql(DuckDb db) {
    return deserialized(db, root);
  }

  /**
   * The same statement with more columns of one relation at the end of its select list.
   *
   * @param relation as the statement calls it
   */
  String with(DuckDb db, String relation, List<String> columns) {
    JsonNode copy = root.deepCopy();
    ArrayNode selected = (ArrayNode) select(copy).get("select_list");
    for (String column : columns) {
      ObjectNode reference = selected.addObject();
      reference.put("class", "COLUMN_REF").put("type", "COLUMN_REF").put("alias", column);
      reference.putArray("column_names").add(relation).add(column);
    }
    return deserialized(db, copy);
  }

  /**
   * Refuses every relation but these and what the statement itself names in a WITH, where that
   * holds.
   *
   * @throws TarnException UNPROCESSABLE naming the first that is none
   */
  void requireOnly(Collection<String> relations) {
    new KnownRelations(Set.copyOf(relations), Set.of()).check(root);
  }

  /** What the statement calls a relation: itself, or by aliases of its own. */
  private Set<String> namesOf(String relation) {
    Set<String> names = new HashSet<>();
    walk(
        root,
        node -> {
          if (node.path("table_name").asText().equals(relation)) {
            String alias = node.path("alias").asText();
            names.add((alias.isEmpty() ? relation : alias).toLowerCase(Locale.ROOT));
          }
        });
    return names;
  }

  /** Columns written as {@code relation.column}, in order of their first appearance. */
  Set<String> columnsOf(String relation) {
    Set<String> called = namesOf(relation);
    Set<String> columns = new LinkedHashSet<>();
    walk(
        root,
        node -> {
          JsonNode names = node.path("column_names");
          if (names.size() > 1 && called.contains(names.get(0).asText().toLowerCase(Locale.ROOT))) {
            columns.add(names.get(1).asText());
          }
        });
    return columns;
  }

  /** All parts of all columns written. */
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    walk(root, node -> node.path("column_names").forEach(name -> columns.add(name.asText())));
    return columns;
  }

  /** Names of all functions called, lower case. */
  Set<String> functions() {
    Set<String> names = new LinkedHashSet<>();
    walk(
        root,
        node -> {
          if (node.has("function_name")) {
            names.add(node.path("function_name").asText().toLowerCase(Locale.ROOT));
          }
        });
    return names;
  }

  /** Whether a node of this class is anywhere, as {@code SUBQUERY} or {@code WINDOW}. */
  boolean contains(String nodeClass) {
    List<JsonNode> found = new ArrayList<>();
    walk(
        root,
        node -> {
          if (node.path("class").asText().equals(nodeClass)) {
            found.add(node);
          }
        });
    return !found.isEmpty();
  }

  /** Whether it selects one thing, from nothing. */
  boolean isExpression() {
    JsonNode select = select();
    return select.path("type").asText().equals("SELECT_NODE")
        && select.path("select_list").size() == 1
        && select.path("from_table").path("type").asText().equals("EMPTY")
        && select.path("cte_map").path("map").isEmpty()
        && select.path("modifiers").isEmpty()
        && select.path("where_clause").isNull()
        && select.path("group_expressions").isEmpty()
        && select.path("having").isNull()
        && select.path("qualify").isNull()
        && !select.path("sample").isObject();
  }

  /** The first thing it selects. */
  JsonNode selected() {
    return select().path("select_list").path(0);
  }

  /** The outermost SELECT. */
  JsonNode select() {
    return select(root);
  }

  private static JsonNode select(JsonNode root) {
    return root.path("statements").path(0).path("node");
  }

  private static String deserialized(DuckDb db, JsonNode tree) {
    return db.texts(
            "SELECT json_deserialize_sql(%s)".formatted(DuckDbTypes.literal(tree.toString())))
        .getFirst();
  }

  /** Visits every object, parents first. */
  static void walk(JsonNode node, Consumer<JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(node);
    }
    node.forEach(child -> walk(child, visitor));
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DuckDB's own JSON", e);
    }
  }

  static TarnException wrong(String message, String hint) {
    return new TarnException(ErrorKind.UNPROCESSABLE, message, hint);
  }
}
