package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitJournal;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.Writing;
import io.tarn.catalog.domain.commit.CommitRules;
import io.tarn.catalog.domain.commit.TableState;
import io.tarn.catalog.tables.PlannedChange.Step;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

    Refused(Map<Integer, TarnException> causes) {
      super(causes.size() + " steps were refused", null, false, false);
      this.causes = causes;
    }

    Map<Integer, TarnException> causes() {
      return causes;
    }
  }

  private final TablePointers pointers;
  private final CommitJournal journal;
  private final Outbox outbox;

  ChangeRecorder(TablePointers pointers, CommitJournal journal, Outbox outbox) {
    this.pointers = pointers;
    this.journal = journal;
    this.outbox = outbox;
  }

  /**
   * Moves the pointers, and writes down what was committed.
   *
   * @throws LostRace when a pointer is not where the change began
   * @throws Refused when steps of a change of several are not allowed
   */
  List<Commit> record(List<PlannedChange> changes) {
    Map<TableName, TablePointer> held = hold(changes);
    List<Commit> recorded = new ArrayList<>();
    for (PlannedChange change : changes) {
      TablePointer table = held.get(change.table());
      TableState state =
          new TableState(
              table.name(), change.updated().uuid(), table.sequence(), journal.newest(table));
      TableState after = record(change, table, state, recorded);
      pointers.move(
          table,
          change.updated().metadataFileLocation(),
          after.sequence(),
          writing(change, recorded));
    }
    return recorded;
  }

  private static Writing writing(PlannedChange change, List<Commit> recorded) {
    return new Writing(
        change.addsRows()
            ? change.steps().stream()
                .map(step -> step.author().principal())
                .collect(Collectors.toSet())
            : Set.of(),
        recorded.stream()
            .filter(commit -> commit.event().table().equals(change.table()))
            .anyMatch(Commit::isTraced));
  }

  private TableState record(
      PlannedChange change, TablePointer table, TableState before, List<Commit> recorded) {
    Map<Integer, TarnException> refused = new HashMap<>();
    TableState state = before;
    for (int index = 0; index < change.steps().size(); index++) {
      Step step = change.steps().get(index);
      CommitRules rules =
          new CommitRules((name, snapshot) -> find(recorded, name, snapshot), step.author());
      try {
        for (Commit commit : rules.record(state, step.moves())) {
          journal.append(table, commit);
          outbox.append(event(commit));
          recorded.add(commit);
          state = state.after(commit);
        }
      } catch (TarnException refusal) {
        if (change.steps().size() == 1) {
          throw refusal;
        }
        refused.put(index, refusal);
      }
    }
    if (!refused.isEmpty()) {
      throw new Refused(refused);
    }
    return state;
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
            .map(
                planned ->
                    pointers
                        .lock(planned.id())
                        .filter(now -> now.name().equals(planned.name()))
                        .filter(now -> now.metadataLocation().equals(planned.metadataLocation())))
            .orElseGet(
                () ->
                    pointers.insert(
                        change.table(),
                        UUID.fromString(change.updated().uuid()),
                        change.updated().metadataFileLocation(),
                        change.steps().getFirst().author().principal()));
    return held.orElseThrow(() -> new LostRace(change.table()));
  }

  private Optional<Commit> find(List<Commit> recorded, TableName table, long snapshot) {
    return recorded.stream()
        .filter(commit -> commit.event().table().equals(table))
        .filter(commit -> commit.event().snapshotId() == snapshot)
        .findFirst()
        .or(() -> journal.ofSnapshot(table, snapshot));
  }

  private static OutboxEvent event(Commit commit) {
    TableCommitted event = commit.event();
    return new OutboxEvent(
        TableCommitted.TOPIC,
        event.table().toString(),
        TableCommitted.TYPE,
        event.sequence(),
        event);
  }
}
