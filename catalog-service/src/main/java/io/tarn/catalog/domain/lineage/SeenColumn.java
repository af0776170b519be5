package io.tarn.catalog.domain.lineage;

/**
 * A column by the names that a caller may know.
 *
 * @param table its name, or {@code hidden:N}
 * @param path of the column in it; null when the table is hidden
 */
public record SeenColumn(String table, String path) {
  @Override
  public String toString() {
    return path == null ? table : table + "." + path;
  }
}
