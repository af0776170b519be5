package io.tarn.model.event;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.Map;

/**
 * A table has a new snapshot.
 *
 * @param sequence counts the commits of this table from 1, without gaps
 * @param parentSnapshotId null for the first snapshot
 * @param operation Iceberg's: append, overwrite, replace, delete
 * @param totalRows rows in the table after this commit
 * @param runId the step run that made it, or null
 * @param acceptedUpTo newest acceptance time contained, or null when unknown
 * @param reach position key of a source to the end offset (exclusive) below which everything is
 *     contained
 */
public record TableCommitted(
    TableName table,
    String tableUuid,
    long sequence,
    long snapshotId,
    Long parentSnapshotId,
    String operation,
    Instant committedAt,
    String principal,
    long addedRows,
    long removedRows,
    long totalRows,
    String runId,
    Instant acceptedUpTo,
    Map<String, Long> reach) {
  public static final String TYPE = "io.tarn.catalog.table-committed.v1";
  public static final String TOPIC = "tarn.table.commits";

  public TableCommitted {
    reach = reach == null ? Map.of() : Map.copyOf(reach);
  }

  /** The same with another reach. */
  public TableCommitted reaching(Map<String, Long> other) {
    return new TableCommitted(
        table,
        tableUuid,
        sequence,
        snapshotId,
        parentSnapshotId,
        operation,
        committedAt,
        principal,
        addedRows,
        removedRows,
        totalRows,
        runId,
        acceptedUpTo,
        other);
  }
}
