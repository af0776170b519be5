package io.tarn.tables;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;

/** The operations of a table that reaches its own files only. */
final class ConfinedOperations extends ForwardingOperations {
  private final FileIO own;

  ConfinedOperations(TableOperations table, FileIO own) {
    super(table);
    this.own = own;
  }

  @Override
  public FileIO io() {
    return own;
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return new ConfinedOperations(super.temp(uncommitted), own);
  }
}
