package io.tarn.gold.sql;

import io.tarn.model.TableName;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that passed the gate: one SELECT over these tables.
 *
 * @param sql what shall run: as written, but for catalogs whose names the engine keeps to itself
 * @param tables those of the catalog, none for one that only computes
 * @param defaultCatalog where its names of two parts are, if it has any
 */
public record Statement(
    String sql, Set<TableName> tables, Optional<String> defaultCatalog, ColumnsRead columns) {
  public Statement {
    tables = Set.copyOf(tables);
  }
}
