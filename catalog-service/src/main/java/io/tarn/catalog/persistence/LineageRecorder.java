package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.lineage.LineageChange;
import io.tarn.catalog.domain.lineage.ReportedRun;
import io.tarn.catalog.domain.lineage.ReportedRuns;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
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
  private static final String ADD =
      """
      INSERT INTO column_lineage (output, output_column, input, input_path)
      VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING""";
  private static final String DROP =
      """
      DELETE FROM column_lineage
      WHERE output = ?1 AND output_column = ?2 AND input = ?3 AND input_path = ?4""";

  private final EntityManager database;
  private final LineageRepository lineage;
  private final RelationNames names;
  private final PolicyVersion rules;
  private final int most;

  LineageRecorder(
      EntityManager database,
      LineageRepository lineage,
      RelationNames names,
      PolicyVersion rules,
      CatalogConfig config) {
    this.most = config.columnSources();
    this.database = database;
    this.lineage = lineage;
    this.names = names;
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
    requireFew(run.output(), run.columns().size());
    int added = run.columns().stream().mapToInt(column -> query(ADD, column).executeUpdate()).sum();
    if (added > 0) {
      rules.next();
    }
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

  /** Each is a row that every replica keeps in memory from then on. */
  private void requireFew(TableName output, int sources) {
    if (sources > most) {
      throw new TarnException(
          ErrorKind.INVALID,
          "%d sources of columns of %s are named at once, and %d may be."
              .formatted(sources, output, most),
          "Name fewer, or raise tarn.catalog.column-sources of catalog-service.");
    }
  }

  private void recordColumns(Commit commit) {
    requireFew(
        commit.event().table(),
        commit.columnLineage().values().stream().mapToInt(List::size).sum());
    LineageChange change = LineageChange.by(commit, lineage.derivationsOf(commit.event().table()));
    change.added().forEach(derivation -> query(ADD, derivation).executeUpdate());
    change.dropped().forEach(derivation -> query(DROP, derivation).executeUpdate());
    if (!change.isEmpty()) {
      rules.next(); // tags travel on lineage
    }
  }

  private Query query(String sql, Derivation derivation) {
    return database
        .createNativeQuery(sql)
        .setParameter(1, derivation.to().table().toString())
        .setParameter(2, derivation.to().path())
        .setParameter(3, derivation.from().table().toString())
        .setParameter(4, derivation.from().path());
  }
}
