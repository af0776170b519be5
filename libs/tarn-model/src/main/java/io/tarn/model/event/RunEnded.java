package io.tarn.model.event;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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

  /** Errors quote values: they are for those who may change the table. */
  public static final String HIDDEN_ERROR =
      "The run failed; those who may change the table see why.";

  public RunEnded {
    inputs = List.copyOf(inputs);
    violations = Map.copyOf(violations);
  }

  /**
   * The run without what somebody may not know.
   *
   * @param mayChange whether he may change the step's table
   * @param sees whether he may know of a table's rows
   */
  public RunEnded shown(boolean mayChange, Predicate<TableName> sees) {
    return new RunEnded(
        runId,
        step,
        service,
        status,
        refresh,
        startedAt,
        endedAt,
        inputs.stream().filter(input -> sees.test(input.table())).toList(),
        rowsWritten,
        rowsRemoved,
        rowsQuarantined,
        rowsDuplicate,
        violations,
        snapshotId,
        error == null || mayChange ? error : HIDDEN_ERROR);
  }
}
