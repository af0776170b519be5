package io.tarn.model.event;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run of a step ended, well or not.
 *
 * @param violations expectation name to the number of rows that broke it, whatever was done with
 *     them
 * @param rowsDuplicate input rows left out because their key was there already
 * @param snapshotId the output snapshot, or null when nothing was committed
 * @param error null unless failed
 */
public record RunEnded(
    String runId,
    TableName step,
    String service,
    Status status,
    Refresh refresh,
    Instant startedAt,
    Instant endedAt,
    List<Input> inputs,
    long rowsWritten,
    long rowsRemoved,
    long rowsQuarantined,
    long rowsDuplicate,
    Map<String, Long> violations,
    Long snapshotId,
    String error) {
  public static final String TYPE = "io.tarn.steps.run-ended.v1";
  public static final String TOPIC = "tarn.runs";

  /** How it ended. */
  public enum Status {
    succeeded,
    failed
  }

  /** How much was computed anew. */
  public enum Refresh {
    full,
    incremental
  }

  /**
   * What was read of one input table.
   *
   * @param fromSnapshotId exclusive; null when everything up to {@code toSnapshotId} was read
   */
  public record Input(TableName table, Long fromSnapshotId, Long toSnapshotId, long rowsRead) {}

  public RunEnded {
    inputs = List.copyOf(inputs);
    violations = Map.copyOf(violations);
  }
}
