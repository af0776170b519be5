package io.tarn.tables;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;

/**
 * The operations of a table that was loaded a moment ago: a transaction on them starts from that
 * state instead of asking the catalog once more, and is never committed table by table.
 */
final class LoadedOperations extends ForwardingOperations {
  LoadedOperations(TableOperations loaded) {
    super(loaded);
  }

  @Override
  public TableMetadata refresh() {
    return current();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    throw new UnsupportedOperationException("committed with the others");
  }
}
