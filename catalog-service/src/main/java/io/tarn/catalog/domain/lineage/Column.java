package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.Collection;
import java.util.Comparator;

/**
 * A column of a table, or a path inside it.
 *
 * @param path as in {@code customer_name} or {@code payload.sales}
 */
public record Column(TableName table, String path) {
  /**
   * Reads {@code catalog.namespace.table.column}, where the column may be a path with dots.
   *
   * @throws IllegalArgumentException when there is no column after the table
   */
  public static Column parse(String dotted) {
    String[] parts = dotted.split("\\.", 4);
    if (parts.length != 4 || parts[3].isBlank()) {
      throw new IllegalArgumentException(
          "'%s' is not a column: write catalog.namespace.table.column".formatted(dotted));
    }
    return new Column(new TableName(parts[0], parts[1], parts[2]), parts[3]);
  }

  /**
   * The same where the tables are known: a namespace inside others has dots too.
   *
   * @param tables that it may be a column of
   * @throws IllegalArgumentException when there is no column after the table
   */
  public static Column parse(String dotted, Collection<TableName> tables) {
    return tables.stream()
        .filter(table -> dotted.startsWith(table + "."))
        .max(Comparator.comparingInt(table -> table.toString().length()))
        .map(table -> of(table.toString(), dotted.substring(table.toString().length() + 1)))
        .orElseGet(() -> parse(dotted));
  }

  /**
   * Reads a table and what is called so in it.
   *
   * @throws IllegalArgumentException when the one is no table or the other empty
   */
  public static Column of(String table, String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("A column of %s is missing".formatted(table));
    }
    return new Column(TableName.parse(table), path);
  }

  /** Whether one holds the other, so that what is true of one's data is true of the other's. */
  public boolean overlaps(Column other) {
    return table.equals(other.table)
        && (path.equals(other.path)
            || path.startsWith(other.path + ".")
            || other.path.startsWith(path + "."));
  }

  @Override
  public String toString() {
    return table + "." + path;
  }
}
