package io.tarn.steps;

import io.tarn.engine.StepCounts;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Input;
import io.tarn.model.event.RunEnded.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Puts together the account of one run as it goes on. */
final class RunAccount {
  private static final StepCounts NOTHING = new StepCounts(Map.of(), 0, 0, 0, 0, Map.of());

  private final String runId;
  private final TableName step;
  private final String service;
  private final Instant startedAt;
  private RunEnded.Refresh refresh = RunEnded.Refresh.incremental;
  private List<Input> inputs = List.of();
  private StepCounts counts = NOTHING;

  RunAccount(String runId, TableName step, String service, Instant startedAt) {
    this.runId = runId;
    this.step = step;
    this.service = service;
    this.startedAt = startedAt;
  }

  String runId() {
    return runId;
  }

  /** What an attempt read and made; a later attempt overwrites it. */
  void attempted(RunEnded.Refresh how, List<Input> read, StepCounts made) {
    refresh = how;
    inputs = read;
    counts = made;
  }

  RunEnded succeeded(long snapshotId) {
    return ended(Status.succeeded, snapshotId, null);
  }

  RunEnded failed(RuntimeException failure) {
    counts = NOTHING;
    String message = failure.getMessage();
    return ended(Status.failed, null, message == null ? failure.toString() : message);
  }

  private RunEnded ended(Status status, Long snapshotId, String error) {
    return new RunEnded(
        runId,
        step,
        service,
        status,
        refresh,
        startedAt,
        Instant.now(),
        inputs,
        counts.written(),
        counts.removed(),
        counts.quarantined(),
        counts.duplicate(),
        counts.violations(),
        snapshotId,
        error);
  }
}
