package io.tarn.catalog.domain;

import io.tarn.model.TableName;
import io.tarn.model.event.TableCommitted;
import java.util.List;
import java.util.Map;

/**
 * One entry of the commit log: what was announced, and what lineage and recovery need beside it.
 *
 * @param dataFiles data files in the table after this commit
 * @param manifestVersion version of the step's manifest, or null
 * @param ends position key to end offset (exclusive) after this commit; a rollback restores them
 * @param inputs input table to the snapshot that was read
 * @param columnLineage output column to the input columns it came from, {@code table.column}
 * @param summary the snapshot's summary as the writer sent it
 */
public record Commit(
    TableCommitted event,
    long dataFiles,
    Long manifestVersion,
    Map<String, Long> ends,
    Map<TableName, Long> inputs,
    Map<String, List<String>> columnLineage,
    Map<String, String> summary) {
  public Commit {
    ends = Map.copyOf(ends);
    inputs = Map.copyOf(inputs);
    columnLineage = Map.copyOf(columnLineage);
    summary = Map.copyOf(summary);
  }

  /** Whether it says where its rows come from. */
  public boolean isTraced() {
    return !inputs.isEmpty() || !columnLineage.isEmpty() || !ends.isEmpty();
  }
}
