package io.tarn.gold.sql;

import io.tarn.model.TableName;
import java.util.Set;

/**
 * A statement that passed the gate: one SELECT over these tables.
 *
 * @param tables those of the catalog, none for one that only computes
 */
public record Statement(String sql, Set<TableName> tables, ColumnsRead columns) {
  public Statement {
    tables = Set.copyOf(tables);
  }
}
