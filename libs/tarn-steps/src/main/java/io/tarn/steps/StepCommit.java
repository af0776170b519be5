package io.tarn.steps;

import io.tarn.engine.StepResult.Staged;
import io.tarn.engine.StepShape;
import io.tarn.engine.StepTarget;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.tables.Commit;
import io.tarn.tables.InParallel;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.Snapshots;
import io.tarn.tables.StagedFiles;
import io.tarn.tables.StepRun;
import io.tarn.tables.TableChange;
import io.tarn.tables.TableFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Commits what a run staged: the table and its quarantine become visible together. */
record StepCommit(Lakehouse lakehouse, DeclaredStep step, StepShape shape, Target to) {
  /** Where a run writes, as loaded when it began. */
  record Target(Table table, Optional<Table> quarantine) {}

  /** Where the rows come from. */
  record Origin(
      String runId,
      Map<String, Range> positions,
      Map<TableName, Long> inputs,
      Optional<Instant> acceptedUpTo) {}

  /**
   * For the engine.
   *
   * @param building whether the run builds on the rows that are there
   */
  StepTarget target(boolean building) {
    CompletableFuture<List<TableFile>> files =
        InParallel.ask(() -> building ? Snapshots.files(to.table()) : List.of());
    Optional<StepTarget.Quarantine> quarantine =
        to.quarantine()
            .map(
                table ->
                    new StepTarget.Quarantine(
                        table, building ? Snapshots.files(table) : List.of()));
    return new StepTarget(to.table(), InParallel.join(files), quarantine);
  }

  /** No row changes. */
  long nothing(Origin origin) {
    return submit(List.of(new TableChange.Append(step.table(), List.of(), ofTable(origin))));
  }

  /** Rows come and go. */
  long delta(Staged staged, Origin origin) {
    List<TableChange> changes = new ArrayList<>();
    changes.add(delta(step.table(), to.table(), staged.added(), staged.removed(), ofTable(origin)));
    if (!staged.quarantined().isEmpty() || !staged.released().isEmpty()) {
      changes.add(
          delta(
              step.manifest().quarantine(),
              to.quarantine().orElseThrow(),
              staged.quarantined(),
              staged.released(),
              ofQuarantine(origin)));
    }
    return submit(staged, changes);
  }

  private static TableChange delta(
      TableName name,
      Table table,
      List<DataFile> added,
      TableChange.Deletions removed,
      Provenance provenance) {
    return removed.isEmpty()
        ? new TableChange.Append(name, added, provenance)
        : new TableChange.RowDelta(name, Snapshots.current(table), added, removed, provenance);
  }

  /** These are all the rows. */
  long everything(Staged staged, Origin origin) {
    List<TableChange> changes = new ArrayList<>();
    changes.add(
        new TableChange.ReplaceAll(
            step.table(), Snapshots.current(to.table()), staged.added(), ofTable(origin)));
    to.quarantine()
        .filter(table -> !staged.quarantined().isEmpty() || !Snapshots.files(table).isEmpty())
        .ifPresent(
            table ->
                changes.add(
                    new TableChange.ReplaceAll(
                        step.manifest().quarantine(),
                        Snapshots.current(table),
                        staged.quarantined(),
                        ofQuarantine(origin))));
    return submit(staged, changes);
  }

  private long submit(Staged staged, List<TableChange> changes) {
    try {
      return submit(changes);
    } catch (TarnException failure) {
      if (RunFailures.wasRefused(failure)) {
        discard(to.table(), staged.added(), staged.removed());
        to.quarantine().ifPresent(table -> discard(table, staged.quarantined(), staged.released()));
      }
      throw failure;
    }
  }

  private static void discard(Table table, List<DataFile> added, TableChange.Deletions removed) {
    StagedFiles.discard(table, added);
    StagedFiles.discard(table, removed.added());
  }

  private long submit(List<TableChange> changes) {
    return lakehouse.commit(new Commit(changes)).snapshotId(step.table());
  }

  private Provenance ofTable(Origin origin) {
    return new Provenance(
        origin.positions(),
        Optional.of(new StepRun(origin.runId(), step.version(), origin.inputs(), shape.lineage())),
        origin.acceptedUpTo());
  }

  /** Only the table counts positions: both are committed together. */
  private Provenance ofQuarantine(Origin origin) {
    return new Provenance(
        Map.of(),
        Optional.of(new StepRun(origin.runId(), step.version(), origin.inputs(), Map.of())),
        origin.acceptedUpTo());
  }
}
