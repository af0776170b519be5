package io.tarn.tables;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** The operations of a table with other access to files. */
record ConfinedOperations(TableOperations catalog, FileIO io) implements TableOperations {
  @Override
  public TableMetadata current() {
    return catalog.current();
  }

  @Override
  public TableMetadata refresh() {
    return catalog.refresh();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    catalog.commit(base, metadata);
  }

  @Override
  public EncryptionManager encryption() {
    return catalog.encryption();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return catalog.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return catalog.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return new ConfinedOperations(catalog.temp(uncommitted), io);
  }

  @Override
  public long newSnapshotId() {
    return catalog.newSnapshotId();
  }

  @Override
  public boolean requireStrictCleanup() {
    return catalog.requireStrictCleanup();
  }
}
