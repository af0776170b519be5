package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Map;

/**
 * What a commit says its table was computed from.
 *
 * @param runId the step run that made it, or null
 * @param snapshotId its own
 * @param inputs input table to the snapshot that was read
 * @param columns output column to the input columns it came from, {@code table.column}
 */
public record Origin(
    String runId, long snapshotId, Map<TableName, Long> inputs, Map<String, List<String>> columns) {
  public Origin {
    inputs = Map.copyOf(inputs);
    columns = Map.copyOf(columns);
  }
}
