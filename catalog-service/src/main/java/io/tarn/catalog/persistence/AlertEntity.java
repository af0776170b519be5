package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.alert.AlertState;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "alert")
class AlertEntity {
  @Id String name;
  boolean firing;
  Instant since;
  String detail;

  static AlertEntity of(AlertState state) {
    AlertEntity row = new AlertEntity();
    row.name = state.name();
    row.firing = state.firing();
    row.since = state.since();
    row.detail = state.detail();
    return row;
  }

  AlertState state() {
    return new AlertState(name, firing, since, detail);
  }
}
