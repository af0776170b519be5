package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitJournal;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.Writing;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.commit.CommitRules;
import io.tarn.catalog.domain.commit.TableState;
import io.tarn.catalog.domain.idempotency.RepeatedRequestException;
import io.tarn.catalog.domain.idempotency.RequestKeys;
import io.tarn.catalog.domain.lineage.ColumnHistory;
import io.tarn.catalog.tables.PlannedChange.Step;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one transaction writes down: a commit in the log and an event for each step. */
final class Recording {
  private final CommitJournal journal;
  private final Outbox outbox;
  private final RequestKeys keys;
  private final ColumnHistory columns;
  private final List<Commit> commits = new ArrayList<>();
  // By identity: the same request that came twice has two authors, and is done once.
  private final Set<Author> claimed = Collections.newSetFromMap(new IdentityHashMap<>());

  Recording(CommitJournal journal, Outbox outbox, RequestKeys keys, ColumnHistory columns) {
    this.journal = journal;
    this.outbox = outbox;
    this.keys = keys;
    this.columns = columns;
  }

  List<Commit> commits() {
    return List.copyOf(commits);
  }

  /**
   * Adds a change.
   *
   * @return the table after it
   * @throws ChangeRecorder.Refused when some steps of several are not allowed
   * @throws TarnException when its only step is not
   */
  TableState add(PlannedChange change, TablePointer table) {
    TableState state =
        new TableState(
            table.name(), change.updated().uuid(), table.sequence(), journal.newest(table));
    Map<Integer, TarnException> refused = new HashMap<>();
    for (int index = 0; index < change.steps().size(); index++) {
      try {
        Step step = change.steps().get(index);
        columns.restore(table, change.returning(step));
        state = add(step, table, state);
      } catch (TarnException refusal) {
        refused.put(index, refusal);
      }
    }
    ChangeRecorder.Refused.throwIfAny(refused, change);
    return state;
  }

  /** What the change tells of where the table's rows come from. */
  Writing writing(PlannedChange change) {
    Set<Principal> writers =
        change.steps().stream().map(step -> step.author().principal()).collect(Collectors.toSet());
    return new Writing(
        change.addsRows() ? writers : Set.of(),
        commits.stream()
            .filter(commit -> commit.event().table().equals(change.table()))
            .anyMatch(Commit::isTraced));
  }

  private TableState add(Step step, TablePointer table, TableState before) {
    if (claimed.add(step.author()) && !keys.claim(step.author())) {
      throw new RepeatedRequestException();
    }
    TableState state = before;
    for (Commit commit : new CommitRules(this::find, step.author()).record(before, step.moves())) {
      journal.append(table, commit);
      outbox.append(event(commit));
      commits.add(commit);
      state = state.after(commit);
    }
    return state;
  }

  private Optional<Commit> find(TableName table, long snapshot) {
    return commits.stream()
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
