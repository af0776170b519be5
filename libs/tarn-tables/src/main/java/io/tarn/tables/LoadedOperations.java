package io.tarn.tables;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * The operations of a table that was loaded a moment ago: a transaction on them starts from that
 * state instead of asking the catalog once more, and is never committed table by table.
 */
record LoadedOperations(TableOperations loaded) implements TableOperations {
  @Override
  public TableMetadata current() {
    return loaded.current();
  }

  @Override
  public TableMetadata refresh() {
    return loaded.current();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    throw new UnsupportedOperationException("committed with the others");
  }

  @Override
  public FileIO io() {
    return loaded.io();
  }

  @Override
  public EncryptionManager encryption() {
    return loaded.encryption();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return loaded.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return loaded.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return loaded.temp(uncommitted);
  }

  @Override
  public long newSnapshotId() {
    return loaded.newSnapshotId();
  }
}
