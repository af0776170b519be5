package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitJournal;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.commit.TableState;
import io.tarn.catalog.domain.idempotency.RequestKeys;
import io.tarn.catalog.domain.lineage.ColumnHistory;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The database's part of a change; runs inside one transaction. */
@ApplicationScoped
class ChangeRecorder {
  /** A table is no longer as the change was planned on. */
  static final class LostRace extends RuntimeException {
    LostRace(TableName table) {
      super(table + " has moved on", null, false, false);
    }
  }

  /** Some steps of a change are refused, by their index; without them it might be allowed. */
  static final class Refused extends RuntimeException {
    private final transient Map<Integer, TarnException> causes;

    private Refused(Map<Integer, TarnException> causes) {
      super(causes.size() + " steps were refused", null, false, false);
      this.causes = causes;
    }

    /** Ends a change of which some steps are refused; its only step's reason is its own. */
    static void throwIfAny(Map<Integer, TarnException> causes, PlannedChange change) {
      if (!causes.isEmpty()) {
        throw change.steps().size() == 1 ? causes.get(0) : new Refused(causes);
      }
    }

    Map<Integer, TarnException> causes() {
      return causes;
    }
  }

  private final TablePointers pointers;
  private final CommitJournal journal;
  private final Outbox outbox;
  private final RequestKeys keys;
  private final ColumnHistory columns;

  ChangeRecorder(
      TablePointers pointers,
      CommitJournal journal,
      Outbox outbox,
      RequestKeys keys,
      ColumnHistory columns) {
    this.pointers = pointers;
    this.journal = journal;
    this.outbox = outbox;
    this.keys = keys;
    this.columns = columns;
  }

  /**
   * Moves the pointers, and writes down what was committed.
   *
   * @throws LostRace when a pointer is not where the change began
   * @throws Refused when steps of a change of several are not allowed
   */
  List<Commit> record(List<PlannedChange> changes) {
    Map<TableName, TablePointer> held = hold(changes);
    Recording recording = new Recording(journal, outbox, keys, columns);
    for (PlannedChange change : changes) {
      TablePointer table = held.get(change.table());
      TableState after = recording.add(change, table);
      pointers.move(
          table,
          change.updated().metadataFileLocation(),
          after.sequence(),
          recording.writing(change));
      columns.alias(table, change.aliases());
      change.remaining().ifPresent(remaining -> columns.expire(table, remaining));
    }
    return recording.commits();
  }

  /** Whether a transaction that gave no answer did happen. */
  boolean isRecorded(List<PlannedChange> changes) {
    try {
      return changes.stream()
          .allMatch(
              change ->
                  pointers
                      .find(change.table())
                      .map(TablePointer::metadataLocation)
                      .equals(Optional.of(change.updated().metadataFileLocation())));
    } catch (RuntimeException stillAway) {
      return false;
    }
  }

  /** Locks every table in the order of the names, as all do, so that nobody waits in a circle. */
  private Map<TableName, TablePointer> hold(List<PlannedChange> changes) {
    Map<TableName, TablePointer> held = new HashMap<>();
    changes.stream()
        .sorted(Comparator.comparing(PlannedChange::table))
        .forEach(change -> held.put(change.table(), hold(change)));
    return held;
  }

  private TablePointer hold(PlannedChange change) {
    Optional<TablePointer> held =
        change
            .pointer()
            .map(planned -> pointers.lock(planned.name()).filter(planned::equals))
            .orElseGet(
                () ->
                    pointers.insert(
                        change.table(),
                        UUID.fromString(change.updated().uuid()),
                        change.updated().metadataFileLocation(),
                        change.steps().getFirst().author().principal()));
    return held.orElseThrow(() -> new LostRace(change.table()));
  }
}
