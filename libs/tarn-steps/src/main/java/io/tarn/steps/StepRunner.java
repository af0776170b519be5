package io.tarn.steps;

import io.tarn.engine.SqlEngine;
import io.tarn.engine.StepShape;
import io.tarn.engine.TableUpkeep;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.RunEnded;
import io.tarn.tables.InParallel;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Range;
import io.tarn.tables.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step: reads what its inputs hold beyond the last run, has the engine compute, and commits
 * table, quarantine, positions and provenance at once. If somebody else committed meanwhile it
 * starts again from what is there then, so a run may be repeated without harm.
 */
public final class StepRunner {
  /**
   * Who follows a table commit by commit may pause for five minutes; longer, and it reads the table
   * anew. Each snapshot kept makes every commit write and every reader load about a kilobyte more.
   */
  private static final TableUpkeep.Limits UPKEEP =
      new TableUpkeep.Limits(8L << 20, 16, new Retention(100, Duration.ofMinutes(5)));

  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
  private static final int ATTEMPTS = 5;

  private final Lakehouse lakehouse;
  private final CommitLog commits;
  private final SqlEngine engine;
  private final String service;

  /**
   * @param service name of the service in the account of a run
   */
  public StepRunner(Lakehouse lakehouse, CommitLog commits, SqlEngine engine, String service) {
    this.lakehouse = lakehouse;
    this.commits = commits;
    this.engine = engine;
    this.service = service;
  }

  /**
   * Runs the step once, whether that succeeds or fails.
   *
   * @return its account; empty when there was nothing to do: no input has a new commit, or one of
   *     them does not exist yet
   */
  public Optional<RunEnded> run(DeclaredStep step, Extent extent) {
    RunAccount account =
        new RunAccount(UUID.randomUUID().toString(), step.table(), service, Instant.now());
    try {
      return repeatedly(step, extent, account);
    } catch (RuntimeException failure) {
      LOG.warn("Run {} of {} failed", account.runId(), step.table(), failure);
      return Optional.of(account.failed(failure));
    }
  }

  /** Makes few files of many and forgets old snapshots, in the step's table and its quarantine. */
  public void tend(DeclaredStep step) {
    TableUpkeep upkeep = new TableUpkeep(lakehouse, engine, UPKEEP);
    upkeep.tend(step.table());
    if (step.manifest().quarantines()) {
      upkeep.tend(step.manifest().quarantine());
    }
  }

  private Optional<RunEnded> repeatedly(DeclaredStep step, Extent extent, RunAccount account) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(step, extent, account);
      } catch (TarnException failure) {
        if (!RunFailures.isStale(failure) || attempt == ATTEMPTS) {
          throw failure;
        }
        LOG.info(
            "Run {} of {} starts again: {}", account.runId(), step.table(), failure.getMessage());
      }
    }
  }

  private Optional<RunEnded> once(DeclaredStep step, Extent extent, RunAccount account) {
    CompletableFuture<Optional<Table>> output = InParallel.ask(() -> lakehouse.find(step.table()));
    CompletableFuture<Map<String, Long>> ends =
        InParallel.ask(() -> lakehouse.positions(step.table()));
    Optional<StepInputs> pinned = StepInputs.pin(step.manifest(), lakehouse, commits);
    if (pinned.isEmpty()) {
      return Optional.empty();
    }
    StepInputs inputs = pinned.get();
    Optional<Table> found = InParallel.join(output);
    Optional<LastRun> last = found.flatMap(LastRun::of);
    if (last.isPresent() && last.get().runId().equals(account.runId())) {
      return Optional.of(account.succeeded(found.get().currentSnapshot().snapshotId()));
    }
    Map<String, Range> ranges = inputs.ranges(InParallel.join(ends));
    boolean moved = ranges.values().stream().anyMatch(range -> range.end() > range.start());
    boolean sameVersion = last.isPresent() && last.get().manifestVersion() == step.version();
    if (extent == Extent.asNeeded && !moved && sameVersion) {
      return Optional.empty();
    }
    StepShape shape = engine.shape(step.manifest(), inputs.schemas(step.manifest()));
    StepTables tables = new StepTables(lakehouse);
    Table target = tables.target(step.table(), found, shape, extent);
    Optional<Table> quarantine = tables.quarantine(step.manifest());
    if (inputs.snapshotIds().isEmpty()) {
      return Optional.empty();
    }
    Refresh refresh =
        extent == Extent.everything
            ? new Refresh.Full("it was asked for")
            : Refresh.decide(step, shape, inputs, last);
    StepCommit commit =
        new StepCommit(lakehouse, step, shape, new StepCommit.Target(target, quarantine));
    return Optional.of(new Attempt(engine, step, inputs, commit, account).run(refresh, ranges));
  }
}
