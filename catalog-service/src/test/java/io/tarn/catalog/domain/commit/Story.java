package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog in memory: tables are committed to, one step after the other. */
final class Story {
  static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  static final TableName ORDERS = TableName.parse("retail.bronze.orders");
  static final TableName ZIPCODES = TableName.parse("retail.bronze.zipcodes");
  static final TableName SILVER = TableName.parse("retail.silver.orders");

  private final Map<TableName, List<Commit>> log = new HashMap<>();

  /** Commits the steps in one request, and returns what was recorded. */
  List<Commit> commit(TableName table, HistoryStep... steps) {
    List<Commit> recorded =
        new CommitRules(this::ofSnapshot, new Author(Principal.parse("service:test"), NOW))
            .record(state(table), List.of(steps));
    log.computeIfAbsent(table, name -> new ArrayList<>()).addAll(recorded);
    return recorded;
  }

  /** Commits one step that is recorded as one commit. */
  Commit one(TableName table, HistoryStep step) {
    return commit(table, step).getFirst();
  }

  List<Commit> log(TableName table) {
    return log.getOrDefault(table, List.of());
  }

  private TableState state(TableName table) {
    List<Commit> commits = log(table);
    Optional<Commit> newest = commits.isEmpty() ? Optional.empty() : Optional.of(commits.getLast());
    return new TableState(table, "uuid", commits.size(), newest);
  }

  private Optional<Commit> ofSnapshot(TableName table, long snapshot) {
    return log(table).reversed().stream()
        .filter(commit -> commit.event().snapshotId() == snapshot)
        .findFirst();
  }
}
