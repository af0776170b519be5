package io.tarn.tables;

import io.tarn.model.TableName;
import java.util.Map;

/**
 * A commit that happened.
 *
 * @param snapshotIds each table to the snapshot it got
 */
public record CommitOutcome(Map<TableName, Long> snapshotIds) {
  public CommitOutcome {
    snapshotIds = Map.copyOf(snapshotIds);
  }

  /** The new snapshot of a table that was part of the commit. */
  public long snapshotId(TableName table) {
    return snapshotIds.get(table);
  }
}
