package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The lineage that the commits told of. */
public interface LineageStore {
  /** The edges reached from a table within a number of steps. */
  List<TableEdge> tables(TableName start, Direction direction, int depth);

  /** The newest snapshot of each of these tables that exists now and has one. */
  Map<TableName, Long> newestSnapshots(Collection<TableName> tables);

  /** The derivations reached from a column, or a path inside one, to any depth. */
  List<Derivation> columns(Column start, Direction direction);

  /** The derivations reached from any column of a table, to any depth. */
  List<Derivation> columns(TableName start, Direction direction);
}
