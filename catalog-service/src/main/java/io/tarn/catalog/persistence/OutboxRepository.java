package io.tarn.catalog.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxAppended;
import io.tarn.catalog.domain.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

@ApplicationScoped
class OutboxRepository implements PanacheRepository<OutboxEntity>, Outbox {
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

  private String text(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException notWritable) {
      throw new IllegalArgumentException("an event must be a JSON value", notWritable);
    }
  }
}
