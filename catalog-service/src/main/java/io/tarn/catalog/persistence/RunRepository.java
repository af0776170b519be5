package io.tarn.catalog.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
@Transactional
class RunRepository implements RunStore {
  private static final String KEEP =
      "INSERT INTO run (run_id, step, ended_at, run) VALUES (?1, ?2, ?3, CAST(?4 AS jsonb))"
          + " ON CONFLICT DO NOTHING";
  private static final String LAST =
      "SELECT DISTINCT ON (step) CAST(run AS text) FROM run WHERE step IN (?1)"
          + " ORDER BY step, ended_at DESC";
  private static final String NEWEST =
      "SELECT CAST(run AS text) FROM run ORDER BY ended_at DESC LIMIT ?1";
  private static final String NEWEST_OF =
      "SELECT CAST(run AS text) FROM run WHERE step = ?2 ORDER BY ended_at DESC LIMIT ?1";

  private final EntityManager database;
  private final Event<RunEnded> ended;

  /**
   * @param ended heard within the transaction that keeps the run
   */
  RunRepository(EntityManager database, Event<RunEnded> ended) {
    this.database = database;
    this.ended = ended;
  }

  @Override
  public void keep(RunEnded run) {
    int kept =
        database
            .createNativeQuery(KEEP)
            .setParameter(1, run.runId())
            .setParameter(2, run.step().toString())
            .setParameter(3, run.endedAt())
            .setParameter(4, text(run))
            .executeUpdate();
    if (kept > 0) {
      ended.fire(run);
    }
  }

  @Override
  public Optional<RunEnded> find(String runId) {
    return runs(
            database
                .createNativeQuery("SELECT CAST(run AS text) FROM run WHERE run_id = ?1")
                .setParameter(1, runId))
        .stream()
        .findFirst();
  }

  @Override
  public List<RunEnded> newest(Optional<TableName> table, int limit) {
    Query query = database.createNativeQuery(table.isEmpty() ? NEWEST : NEWEST_OF);
    query.setParameter(1, limit);
    table.ifPresent(name -> query.setParameter(2, name.toString()));
    return runs(query);
  }

  @Override
  public Map<TableName, RunEnded> last(Collection<TableName> tables) {
    if (tables.isEmpty()) {
      return Map.of();
    }
    Query query =
        database
            .createNativeQuery(LAST)
            .setParameter(1, tables.stream().map(TableName::toString).toList());
    return runs(query).stream().collect(Collectors.toMap(RunEnded::step, Function.identity()));
  }

  private static List<RunEnded> runs(Query query) {
    return ((List<?>) query.getResultList()).stream().map(row -> run((String) row)).toList();
  }

  private static RunEnded run(String text) {
    try {
      return Json.MAPPER.readValue(text, RunEnded.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("a kept run cannot be read", unreadable);
    }
  }

  private static String text(RunEnded run) {
    try {
      return Json.MAPPER.writeValueAsString(run);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException("a run must be a JSON value", unwritable);
    }
  }
}
