package io.tarn.catalog.tables;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Scan;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.PlanTableScanRequest;

/** A scan as it is asked for, with Iceberg's own planning behind it. */
record RequestedScan(TableMetadata table, PlanTableScanRequest request) {
  /**
   * The scan.
   *
   * @param storage where the manifests are
   * @throws BadRequestException when there is no such snapshot
   */
  Scan<?, FileScanTask, ?> of(FileIO storage) {
    if (request.startSnapshotId() != null) {
      return configured(
          table(table, storage)
              .newIncrementalAppendScan()
              .fromSnapshotExclusive(known(request.startSnapshotId()))
              .toSnapshot(known(request.endSnapshotId())));
    }
    if (request.snapshotId() == null) {
      return configured(table(table, storage).newScan());
    }
    long snapshot = known(request.snapshotId());
    return request.useSnapshotSchema()
        ? configured(table(table, storage).newScan().useSnapshot(snapshot))
        : configured(table(at(snapshot), storage).newScan());
  }

  private <S extends Scan<S, FileScanTask, ?>> S configured(S scan) {
    S configured = scan.caseSensitive(request.caseSensitive());
    if (request.select() != null) {
      configured = configured.select(request.select());
    }
    if (request.filter() != null) {
      configured = configured.filter(request.filter());
    }
    if (request.statsFields() != null) {
      configured = configured.includeColumnStats(request.statsFields());
    }
    if (request.minRowsRequested() != null) {
      configured = configured.minRowsRequested(request.minRowsRequested());
    }
    return configured;
  }

  /** An older state with the schema of now, as a branch is read. */
  private TableMetadata at(long snapshot) {
    return TableMetadata.buildFrom(table)
        .setBranchSnapshot(snapshot, SnapshotRef.MAIN_BRANCH)
        .discardChanges()
        .build();
  }

  private long known(long snapshot) {
    if (table.snapshot(snapshot) == null) {
      throw new BadRequestException("There is no snapshot %d", snapshot);
    }
    return snapshot;
  }

  private static Table table(TableMetadata metadata, FileIO storage) {
    return new BaseTable(new StaticTableOperations(metadata, storage), metadata.uuid());
  }
}
