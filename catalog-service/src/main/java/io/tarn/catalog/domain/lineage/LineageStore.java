package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.List;

/** The lineage that the commits told of. */
public interface LineageStore {
  /** The edges reached from a table within a number of steps. */
  List<TableEdge> tables(TableName start, Direction direction, int depth);

  /** The derivations reached from a column, or a path inside one, to any depth. */
  List<Derivation> columns(Column start, Direction direction);
}
