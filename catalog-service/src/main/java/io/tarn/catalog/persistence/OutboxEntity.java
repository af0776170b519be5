package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.StoredEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "outbox")
class OutboxEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String topic;
  String key;
  String type;
  long sequence;
  String payload;

  @Column(name = "created_at", insertable = false, updatable = false)
  Instant createdAt;

  StoredEvent event() {
    return new StoredEvent(id, topic, key, type, sequence, payload, createdAt);
  }
}
