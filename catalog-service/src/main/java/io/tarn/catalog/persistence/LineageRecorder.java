package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.lineage.LineageChange;
import io.tarn.catalog.domain.lineage.ReportedRun;
import io.tarn.catalog.domain.lineage.ReportedRuns;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes lineage from each commit, in the commit's own transaction, and from what others report. */
@ApplicationScoped
class LineageRecorder implements ReportedRuns {
  private static final String READ =
      """
      INSERT INTO table_lineage (output, input, snapshot_id, input_snapshot_id, run_id)
      VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (output, input) DO UPDATE SET snapshot_id = excluded.snapshot_id,
        input_snapshot_id = excluded.input_snapshot_id, run_id = excluded.run_id""";
  private static final String REPORTED =
      """
      INSERT INTO table_lineage (output, input, snapshot_id, input_snapshot_id, run_id)
      SELECT o.table_name, i.table_name, o.snapshot_id, i.snapshot_id, ?3
      FROM table_commit o, table_commit i
      WHERE o.table_name = ?1 AND i.table_name = ?2
      ORDER BY o.sequence DESC, i.sequence DESC LIMIT 1
      ON CONFLICT (output, input) DO UPDATE SET snapshot_id = excluded.snapshot_id,
        input_snapshot_id = excluded.input_snapshot_id, run_id = excluded.run_id""";
  private static final String NO_LONGER_READ =
      "DELETE FROM table_lineage WHERE output = ?1 AND input NOT IN (?2)";

  private final EntityManager database;
  private final LineageRepository lineage;
  private final RelationNames names;
  private final ColumnLineage columns;
  private final PolicyVersion rules;

  LineageRecorder(
      EntityManager database,
      LineageRepository lineage,
      RelationNames names,
      ColumnLineage columns,
      PolicyVersion rules) {
    this.database = database;
    this.lineage = lineage;
    this.names = names;
    this.columns = columns;
    this.rules = rules;
  }

  void committed(@Observes Commit commit) {
    recordTables(commit);
    if (!commit.columnLineage().isEmpty()) {
      recordColumns(commit);
    }
  }

  @Override
  @Transactional
  public void add(ReportedRun run) {
    new TreeSet<>(run.inputs())
        .forEach(
            input ->
                database
                    .createNativeQuery(REPORTED)
                    .setParameter(1, run.output().toString())
                    .setParameter(2, input.toString())
                    .setParameter(3, run.runId())
                    .executeUpdate());
    columns.add(run.output(), run.columns());
  }

  @Override
  @Transactional
  public void trace(TableName output) {
    names
        .find(TableEntity.class, output)
        .filter(table -> !table.traced && names.set(TableEntity.class, output, "traced = true"))
        .ifPresent(table -> rules.next(List.of(Securable.of(output))));
  }

  private void recordTables(Commit commit) {
    TableName output = commit.event().table();
    // In one order, so that two commits at once do not wait for each other in a circle.
    new TreeMap<>(commit.inputs())
        .forEach(
            (input, snapshotId) ->
                database
                    .createNativeQuery(READ)
                    .setParameter(1, output.toString())
                    .setParameter(2, input.toString())
                    .setParameter(3, commit.event().snapshotId())
                    .setParameter(4, snapshotId)
                    .setParameter(5, commit.event().runId())
                    .executeUpdate());
    if (!commit.inputs().isEmpty() && LineageChange.isWholeTable(commit)) {
      List<String> read = commit.inputs().keySet().stream().map(TableName::toString).toList();
      database
          .createNativeQuery(NO_LONGER_READ)
          .setParameter(1, output.toString())
          .setParameter(2, read)
          .executeUpdate();
    }
  }

  private void recordColumns(Commit commit) {
    TableName output = commit.event().table();
    columns.requireFew(output, commit.columnLineage().values().stream().mapToInt(List::size).sum());
    LineageChange change = LineageChange.by(commit, lineage.derivationsOf(output));
    columns.add(output, change.added());
    columns.end(change.dropped(), commit.event().sequence());
  }
}
