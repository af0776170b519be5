package io.tarn.catalog.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxAppended;
import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.OutboxQueue;
import io.tarn.catalog.domain.StoredEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

@ApplicationScoped
class OutboxRepository implements PanacheRepository<OutboxEntity>, Outbox, OutboxQueue {
  /** Any number, the same in every replica. */
  private static final long TURN = 0x7461726e_6f7574L;

  private static final String TAKE =
      """
      DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ?1)
      RETURNING id, topic, key, type, sequence, payload, created_at""";

  private final ObjectMapper json;
  private final Event<OutboxAppended> appended;

  OutboxRepository(ObjectMapper json, Event<OutboxAppended> appended) {
    this.json = json;
    this.appended = appended;
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public void append(OutboxEvent event) {
    OutboxEntity row = new OutboxEntity();
    row.topic = event.topic();
    row.key = event.key();
    row.type = event.type();
    row.sequence = event.sequence();
    row.payload = text(event.payload());
    persist(row);
    appended.fire(new OutboxAppended());
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public List<StoredEvent> take(int limit) {
    getEntityManager()
        .createNativeQuery("SELECT pg_advisory_xact_lock(?1) IS NULL")
        .setParameter(1, TURN)
        .getSingleResult();
    return Rows.of(getEntityManager().createNativeQuery(TAKE).setParameter(1, limit))
        .map(
            row ->
                new StoredEvent(
                    (Long) row[0],
                    (String) row[1],
                    (String) row[2],
                    (String) row[3],
                    (Long) row[4],
                    (String) row[5],
                    (Instant) row[6]))
        .sorted(Comparator.comparingLong(StoredEvent::id))
        .toList();
  }

  @Override
  @Transactional
  public long backlog() {
    return count();
  }

  private String text(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException notWritable) {
      throw new IllegalArgumentException("an event must be a JSON value", notWritable);
    }
  }
}
