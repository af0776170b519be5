package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.idempotency.RequestKeys.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "request_key")
class RequestKeyEntity {
  @Id UUID value;

  String principal;
  String request;
  String refusal;

  @Column(name = "came_at")
  Instant cameAt;

  Outcome outcome() {
    return refusal == null ? new Outcome.Done() : new Outcome.Refused(refusal);
  }
}
