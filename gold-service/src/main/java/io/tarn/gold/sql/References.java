package io.tarn.gold.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Collects the names by which a statement may mean columns. */
final class References {
  private final Set<String> names = new HashSet<>();
  private final Set<String> wholes = new HashSet<>();
  private final Set<String> labels = new HashSet<>();
  private boolean all;

  void expression(JsonNode node, String kind) {
    switch (kind) {
      case "STAR", "POSITIONAL_REFERENCE" -> all = true;
      case "COLUMN_REF" -> {
        JsonNode path = node.path("column_names");
        path.forEach(this::name);
        wholes.add(lower(path.get(path.size() - 1)));
      }
      case "FUNCTION" -> {
        // In x.upper() DuckDB takes x for a schema first and for a column then.
        node.path("qualified_name").path("path").forEach(this::name);
      }
      default -> {}
    }
  }

  void relation(JsonNode node, String type) {
    node.path("using_columns").forEach(this::name);
    labels.add(lower(node.path("alias")));
    labels.add(lower(node.path("table_name")));
    // Names given by position mean other columns as soon as one is left out.
    all |= type.equals("BASE_TABLE") && !node.path("column_name_alias").isEmpty();
    all |= type.equals("PIVOT") || node.path("ref_type").asText().equals("NATURAL");
  }

  /** SELECT t FROM t makes one value of all columns. */
  ColumnsRead columns() {
    boolean wholeRow = wholes.stream().anyMatch(labels::contains);
    return new ColumnsRead(all || wholeRow, names);
  }

  private void name(JsonNode name) {
    names.add(lower(name));
  }

  private static String lower(JsonNode text) {
    return text.asText().toLowerCase(Locale.ROOT);
  }
}
