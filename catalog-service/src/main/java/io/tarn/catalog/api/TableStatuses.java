package io.tarn.catalog.api;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.TableNotes;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.lineage.Runs;
import io.tarn.catalog.tables.Tables;
import io.tarn.model.TableName;
import io.tarn.model.event.TableCommitted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what is known of tables. */
@ApplicationScoped
class TableStatuses {
  private static final double MILLIS = 1000.0;

  private final CommitLog commits;
  private final TableNotes notes;
  private final Tables tables;
  private final Runs runs;
  private final CallerIdentity caller;

  TableStatuses(
      CommitLog commits, TableNotes notes, Tables tables, Runs runs, CallerIdentity caller) {
    this.commits = commits;
    this.notes = notes;
    this.tables = tables;
    this.runs = runs;
    this.caller = caller;
  }

  /** One table, with its columns. */
  TableStatus of(TableName table) {
    TablePointer pointer = tables.pointer(table);
    Map<String, Set<String>> tags = notes.tags(table);
    List<TableStatus.Column> columns =
        tables.metadata(pointer).schema().columns().stream()
            .map(
                column ->
                    new TableStatus.Column(
                        column.name(),
                        column.type().toString(),
                        tags.getOrDefault(column.name(), Set.of())))
            .toList();
    return status(table, commits.newest(table), columns);
  }

  /** One table that has a commit. */
  TableStatus of(Commit newest) {
    return status(newest.event().table(), Optional.of(newest), null);
  }

  /** One table that has none yet. */
  TableStatus empty(TableName table) {
    return status(table, Optional.empty(), null);
  }

  private TableStatus status(
      TableName table, Optional<Commit> newest, List<TableStatus.Column> columns) {
    Optional<TableCommitted> event = newest.map(Commit::event);
    Optional<Instant> acceptedUpTo = event.map(TableCommitted::acceptedUpTo);
    return new TableStatus(
        table,
        event.map(TableCommitted::totalRows).orElse(0L),
        event.map(TableCommitted::sequence).orElse(0L),
        event.map(TableCommitted::snapshotId).orElse(null),
        event.map(TableCommitted::committedAt).orElse(null),
        acceptedUpTo.orElse(null),
        acceptedUpTo.map(at -> seconds(Duration.between(at, Instant.now()))).orElse(null),
        notes.freshnessTarget(table).map(TableStatuses::seconds).orElse(null),
        newest.map(Commit::dataFiles).orElse(0L),
        notes.lastRun(table).map(run -> runs.shown(caller.identity(), run)).orElse(null),
        columns);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
