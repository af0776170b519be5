package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what a change of a table may do and what is recorded of it. Pure: whoever calls holds the
 * lock of the table.
 */
public final class CommitRules {
  private final History history;
  private final Author author;

  public CommitRules(History history, Author author) {
    this.history = history;
    this.author = author;
  }

  /**
   * The commits to record, one for each snapshot that became the table's state, oldest first.
   *
   * @throws PositionConflictException when positions do not continue the table's
   * @throws TarnException INVALID when a table with positions would change without them
   */
  public List<Commit> record(TableState before, List<HistoryStep> steps) {
    List<Commit> recorded = new ArrayList<>();
    TableState state = before;
    for (HistoryStep step : steps) {
      Optional<Commit> commit = record(state, step);
      commit.ifPresent(recorded::add);
      state = commit.map(state::after).orElse(state);
    }
    return recorded;
  }

  private Optional<Commit> record(TableState state, HistoryStep step) {
    return switch (step) {
      case HistoryStep.Added(SnapshotFacts snapshot) -> Optional.of(added(state, snapshot));
      case HistoryStep.RolledBack(SnapshotFacts snapshot) ->
          Optional.of(rolledBack(state, snapshot));
      case HistoryStep.Registered(SnapshotFacts snapshot, Map<String, Long> ends) ->
          Optional.of(progressed(state, snapshot, Progress.NONE, ends));
      case HistoryStep.Emptied() -> emptied(state);
    };
  }

  private Commit added(TableState state, SnapshotFacts snapshot) {
    Progress before = state.progress();
    Map<String, Range> positions = snapshot.provenance().positions();
    if (positions.isEmpty() && !before.ends().isEmpty() && !keepsRows(state, snapshot)) {
      throw withoutPositions(state);
    }
    Map<String, Long> ends = before.advance(state.name().toString(), positions);
    boolean continues = Objects.equals(snapshot.parentId(), state.snapshotId());
    return progressed(state, snapshot, continues ? before : Progress.NONE, ends);
  }

  private Commit progressed(
      TableState state, SnapshotFacts snapshot, Progress before, Map<String, Long> ends) {
    Provenance provenance = snapshot.provenance();
    List<Commit> inputs =
        provenance.inputs().entrySet().stream()
            .flatMap(input -> history.ofSnapshot(input.getKey(), input.getValue()).stream())
            .toList();
    Reach reach = new Reach(before, snapshot, inputs);
    TableCommitted event =
        new TableCommitted(
            state.name(),
            state.uuid(),
            state.sequence() + 1,
            snapshot.id(),
            snapshot.parentId(),
            snapshot.operation(),
            author.at(),
            author.principal().toString(),
            snapshot.addedRows(),
            snapshot.removedRows(),
            total(state, snapshot),
            provenance.runId(),
            reach.acceptedUpTo(),
            reach.offsets(ends));
    return new Commit(
        event,
        snapshot.dataFiles(),
        provenance.manifestVersion(),
        ends,
        provenance.inputs(),
        provenance.columnLineage(),
        snapshot.summary());
  }

  /** Readers must start anew after it, so it is announced as what it is to them: an overwrite. */
  private Commit rolledBack(TableState state, SnapshotFacts snapshot) {
    Optional<Commit> then = history.ofSnapshot(state.name(), snapshot.id());
    if (then.isEmpty() && !state.progress().ends().isEmpty()) {
      throw new TarnException(
          ErrorKind.INVALID,
          "%s cannot go back to snapshot %d: its positions then are not known."
              .formatted(state.name(), snapshot.id()),
          "Go back to a snapshot in the table's commit log.");
    }
    Progress restored = then.map(Progress::after).orElse(Progress.NONE);
    long rows = total(state, snapshot);
    TableCommitted event =
        new TableCommitted(
            state.name(),
            state.uuid(),
            state.sequence() + 1,
            snapshot.id(),
            snapshot.parentId(),
            SnapshotFacts.OVERWRITE,
            author.at(),
            author.principal().toString(),
            Math.max(0, rows - state.rows()),
            Math.max(0, state.rows() - rows),
            rows,
            null,
            restored.acceptedUpTo(),
            restored.reach());
    return new Commit(
        event,
        snapshot.dataFiles(),
        snapshot.provenance().manifestVersion(),
        restored.ends(),
        snapshot.provenance().inputs(),
        snapshot.provenance().columnLineage(),
        snapshot.summary());
  }

  private static Optional<Commit> emptied(TableState state) {
    if (!state.progress().ends().isEmpty()) {
      throw withoutPositions(state);
    }
    return Optional.empty();
  }

  private static long total(TableState state, SnapshotFacts snapshot) {
    return snapshot.totalRows() == null
        ? Math.max(0, state.rows() + snapshot.addedRows() - snapshot.removedRows())
        : snapshot.totalRows();
  }

  private static boolean keepsRows(TableState state, SnapshotFacts snapshot) {
    return SnapshotFacts.REPLACE.equals(snapshot.operation())
        && snapshot.addedRows() == snapshot.removedRows()
        && total(state, snapshot) == state.rows()
        && Objects.equals(snapshot.parentId(), state.snapshotId());
  }

  private static PositionConflictException withoutPositions(TableState state) {
    return new PositionConflictException(
        "%s keeps positions of its sources; a commit that names none may only rewrite files and keep their rows."
            .formatted(state.name()));
  }
}
