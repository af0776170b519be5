package io.tarn.catalog.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.tarn.catalog.domain.lineage.Origin;
import io.tarn.catalog.domain.lineage.OriginStore;
import io.tarn.catalog.domain.lineage.TableSnapshot;
import io.tarn.model.TableName;
import io.tarn.model.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads origins from the log of commits. */
@ApplicationScoped
@Transactional
class OriginRepository implements OriginStore {
  private static final String AT =
      """
      SELECT snapshot_id FROM table_commit WHERE table_name = ?1 AND committed_at <= ?2
      ORDER BY sequence DESC LIMIT 1""";

  /** A rollback makes a snapshot the state again: what came before its first time counts. */
  private static final String ORIGINS =
      """
      SELECT w.name, w.snapshot, o.run_id, o.snapshot_id, CAST(o.inputs AS text),
        CAST(o.column_lineage AS text)
      FROM unnest(CAST(?1 AS text[]), CAST(?2 AS bigint[])) AS w (name, snapshot)
      CROSS JOIN LATERAL (
        SELECT c.table_id, c.sequence FROM table_commit c
        WHERE c.table_name = w.name AND c.snapshot_id = w.snapshot
        ORDER BY c.sequence LIMIT 1) m
      CROSS JOIN LATERAL (
        SELECT * FROM table_commit c
        WHERE c.table_id = m.table_id AND c.sequence <= m.sequence AND c.inputs <> jsonb_build_object()
        ORDER BY c.sequence DESC LIMIT 1) o""";

  private final EntityManager database;

  OriginRepository(EntityManager database) {
    this.database = database;
  }

  @Override
  public Optional<TableSnapshot> at(TableName table, Instant moment) {
    List<?> found =
        database
            .createNativeQuery(AT)
            .setParameter(1, table.toString())
            .setParameter(2, moment)
            .getResultList();
    return found.stream().map(id -> new TableSnapshot(table, (Long) id)).findFirst();
  }

  @Override
  public boolean knows(TableSnapshot snapshot) {
    return (Boolean)
        database
            .createNativeQuery(
                "SELECT EXISTS (SELECT FROM table_commit WHERE table_name = ?1 AND snapshot_id = ?2)")
            .setParameter(1, snapshot.table().toString())
            .setParameter(2, snapshot.snapshotId())
            .getSingleResult();
  }

  @Override
  public Map<TableSnapshot, Origin> origins(Collection<TableSnapshot> snapshots) {
    Query read =
        database
            .createNativeQuery(ORIGINS)
            .setParameter(
                1, snapshots.stream().map(each -> each.table().toString()).toArray(String[]::new))
            .setParameter(
                2, snapshots.stream().map(TableSnapshot::snapshotId).toArray(Long[]::new));
    Map<TableSnapshot, Origin> origins = new LinkedHashMap<>();
    Rows.of(read).forEach(row -> origins.put(snapshot(row), origin(row)));
    return origins;
  }

  private static TableSnapshot snapshot(Object[] row) {
    return new TableSnapshot(TableName.parse((String) row[0]), (Long) row[1]);
  }

  private static Origin origin(Object[] row) {
    Map<String, Long> inputs = read((String) row[4], new TypeReference<>() {});
    Map<String, List<String>> columns = read((String) row[5], new TypeReference<>() {});
    return new Origin(
        (String) row[2],
        (Long) row[3],
        inputs.entrySet().stream()
            .collect(
                Collectors.toMap(input -> TableName.parse(input.getKey()), Map.Entry::getValue)),
        columns);
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(text, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("a commit's lineage cannot be read", unreadable);
    }
  }
}
