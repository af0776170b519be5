package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.openlineage.ExportQueue;
import io.tarn.catalog.domain.openlineage.LineageExport;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what is to be told beside what it tells of; nothing, where nobody is to be told. */
@ApplicationScoped
@Transactional
class ExportRepository implements ExportQueue {
  /** Any number, the same in every replica. */
  private static final long TURN = 0x7461726e_6f6cL;

  private final EntityManager database;
  private final boolean wanted;

  ExportRepository(EntityManager database, CatalogConfig config) {
    this.database = database;
    this.wanted = config.openlineage().url().isPresent();
  }

  void committed(@Observes Commit commit) {
    add(commit.event().table(), commit.event().sequence(), null);
  }

  void ended(@Observes RunEnded run) {
    add(run.step(), null, run.runId());
  }

  private void add(TableName table, Long sequence, String runId) {
    if (wanted) {
      database
          .createNativeQuery(
              "INSERT INTO lineage_export (table_name, sequence, run_id)"
                  + " VALUES (?1, CAST(?2 AS bigint), CAST(?3 AS text))")
          .setParameter(1, table.toString())
          .setParameter(2, sequence)
          .setParameter(3, runId)
          .executeUpdate();
    }
  }

  @Override
  public List<LineageExport> takeTurn(int limit) {
    boolean mine =
        (Boolean)
            database
                .createNativeQuery("SELECT pg_try_advisory_xact_lock(?1)")
                .setParameter(1, TURN)
                .getSingleResult();
    if (!mine) {
      return List.of();
    }
    Query waiting =
        database
            .createNativeQuery(
                "SELECT id, table_name, sequence, run_id FROM lineage_export"
                    + " WHERE refusal IS NULL ORDER BY id LIMIT ?1")
            .setParameter(1, limit);
    return Rows.of(waiting)
        .map(
            row ->
                new LineageExport(
                    (Long) row[0],
                    TableName.parse((String) row[1]),
                    (Long) row[2],
                    (String) row[3]))
        .toList();
  }

  @Override
  public void done(LineageExport export) {
    database
        .createNativeQuery("DELETE FROM lineage_export WHERE id = ?1")
        .setParameter(1, export.id())
        .executeUpdate();
  }

  @Override
  public void refused(LineageExport export, String why) {
    database
        .createNativeQuery("UPDATE lineage_export SET refusal = ?2 WHERE id = ?1")
        .setParameter(1, export.id())
        .setParameter(2, why)
        .executeUpdate();
  }

  @Override
  public Backlog backlog() {
    Object[] row =
        (Object[])
            database
                .createNativeQuery(
                    "SELECT count(*), min(created_at) FROM lineage_export WHERE refusal IS NULL")
                .getSingleResult();
    return new Backlog((Long) row[0], Optional.ofNullable((Instant) row[1]));
  }
}
