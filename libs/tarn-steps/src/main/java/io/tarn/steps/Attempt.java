package io.tarn.steps;

import io.tarn.engine.SqlEngine;
import io.tarn.engine.StepCounts;
import io.tarn.engine.StepInput;
import io.tarn.engine.StepPlan;
import io.tarn.engine.StepResult;
import io.tarn.engine.StepResult.NeedsFullRefresh;
import io.tarn.engine.StepResult.Staged;
import io.tarn.engine.StepTarget;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Input;
import io.tarn.steps.CommitLog.Head;
import io.tarn.steps.StepInputs.Pinned;
import io.tarn.tables.InParallel;
import io.tarn.tables.Range;
import io.tarn.tables.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a run, with what its inputs and its table were when it began. */
record Attempt(
    SqlEngine engine, DeclaredStep step, StepInputs inputs, StepCommit commit, RunAccount account) {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  RunEnded run(Refresh refresh, Map<String, Range> ranges) {
    return switch (refresh) {
      case Refresh.Nothing nothing -> {
        account.attempted(RunEnded.Refresh.incremental, List.of(), noRows());
        yield account.succeeded(commit.nothing(provenance(ranges)));
      }
      case Refresh.Incremental incremental -> {
        StepResult result = compute(Optional.of(incremental.driver()));
        yield switch (result) {
          case Staged staged -> account.succeeded(commit.delta(staged, provenance(ranges)));
          case NeedsFullRefresh needs -> run(new Refresh.Full(needs.reason()), ranges);
        };
      }
      case Refresh.Full full -> {
        LOG.debug("{} is refreshed fully: {}", step.table(), full.reason());
        StepResult result = compute(Optional.empty());
        yield switch (result) {
          case Staged staged -> account.succeeded(commit.everything(staged, provenance(ranges)));
          case NeedsFullRefresh needs -> throw new IllegalStateException(needs.reason());
        };
      }
    };
  }

  private StepCommit.Origin provenance(Map<String, Range> ranges) {
    return new StepCommit.Origin(
        account.runId(), ranges, inputs.snapshotIds(), inputs.acceptedUpTo());
  }

  /** Computes from the driving input's new rows, or from all rows of everything. */
  private StepResult compute(Optional<InputChange.Appended> driver) {
    CompletableFuture<StepTarget> target = InParallel.ask(() -> commit.target(driver.isPresent()));
    String first = step.manifest().from().firstEntry().getKey();
    Map<String, StepInput> read =
        InParallel.map(
            List.copyOf(step.manifest().from().keySet()),
            alias -> input(alias, alias.equals(first) ? driver : Optional.empty()));
    StepResult result =
        engine.run(
            new StepPlan(
                step.manifest(), step.version(), account.runId(), read, InParallel.join(target)));
    account.attempted(
        driver.isPresent() ? RunEnded.Refresh.incremental : RunEnded.Refresh.full,
        read.values().stream().map(Attempt::account).toList(),
        result instanceof Staged staged ? staged.counts() : noRows());
    return result;
  }

  private StepInput input(String alias, Optional<InputChange.Appended> appended) {
    TableName name = step.manifest().from().get(alias);
    Pinned pinned = inputs.tables().get(name);
    Optional<Long> to = pinned.head().map(Head::snapshotId);
    return new StepInput(
        name,
        pinned.loaded(),
        appended.map(rows -> OptionalLong.of(rows.since())).orElse(OptionalLong.empty()),
        to.map(OptionalLong::of).orElse(OptionalLong.empty()),
        appended
            .map(InputChange.Appended::files)
            .orElseGet(() -> to.map(id -> Snapshots.files(pinned.loaded(), id)).orElse(List.of())));
  }

  private static Input account(StepInput input) {
    return new Input(
        input.name(),
        input.from().isPresent() ? input.from().getAsLong() : null,
        input.to().isPresent() ? input.to().getAsLong() : null,
        input.rows());
  }

  private static StepCounts noRows() {
    return new StepCounts(Map.of(), 0, 0, 0, 0, Map.of());
  }
}
