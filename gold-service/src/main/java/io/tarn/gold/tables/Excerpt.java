package io.tarn.gold.tables;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;

/**
 * What a statement sees of a table.
 *
 * @param source the table, loaded at the moment of the key's snapshot
 */
public record Excerpt(Key key, Table source) {
  /**
   * Two excerpts with the same key hold the same rows.
   *
   * @param snapshotId empty for a table that was never written
   * @param rowFilter condition of the rows, none for all
   * @param masks column to the expression of {@code value} that stands in for it
   */
  public record Key(
      TableName table,
      String tableUuid,
      Optional<Long> snapshotId,
      List<String> columns,
      Optional<String> rowFilter,
      Map<String, String> masks) {
    public Key {
      columns = List.copyOf(columns);
      masks = Map.copyOf(masks);
    }

    /** Whether a policy hides something of it. */
    boolean restricted() {
      return rowFilter.isPresent() || !masks.isEmpty();
    }

    /**
     * The SELECT that makes it of a relation. A mask is a function of {@code value}, so that it
     * cannot mean another column of the same name; the filter sees the columns unmasked.
     */
    String select(String relation) {
      List<String> expressions = columns.stream().map(this::column).toList();
      String all = "SELECT " + String.join(", ", expressions) + " FROM " + relation;
      return rowFilter.map(filter -> all + " WHERE (" + filter + "\n)").orElse(all);
    }

    private String column(String name) {
      String column = '"' + name.replace("\"", "\"\"") + '"';
      String mask = masks.get(name);
      return mask == null
          ? column
          : "list_transform([" + column + "], lambda value: (" + mask + "\n))[1] AS " + column;
    }
  }

  public TableName table() {
    return key.table();
  }
}
