package io.tarn.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.model.TableName;
import io.tarn.tables.SnapshotSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The run whose result a table holds, as its snapshots tell.
 *
 * @param inputs each input to the snapshot that was read
 */
record LastRun(String runId, long manifestVersion, Map<TableName, Long> inputs) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Empty when the table holds nothing of a run, or somebody else changed rows since. */
  static Optional<LastRun> of(Table table) {
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      Map<String, String> summary = snapshot.summary();
      if (summary.containsKey(SnapshotSummary.RUN_ID)) {
        return Optional.of(
            new LastRun(
                summary.get(SnapshotSummary.RUN_ID),
                Long.parseLong(summary.get(SnapshotSummary.MANIFEST_VERSION)),
                inputs(summary.get(SnapshotSummary.INPUTS))));
      }
      if (!snapshot.operation().equals(DataOperations.REPLACE)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Map<TableName, Long> inputs(String json) {
    try {
      Map<TableName, Long> inputs = new HashMap<>();
      JSON.readTree(json)
          .properties()
          .forEach(input -> inputs.put(TableName.parse(input.getKey()), input.getValue().asLong()));
      return inputs;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the snapshot's inputs are not JSON: " + json, e);
    }
  }
}
