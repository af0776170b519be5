package io.tarn.catalog.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "table_position")
class PositionEntity {
  @Embeddable
  record Id(@Column(name = "table_id") long tableId, String key) {}

  @EmbeddedId Id id;

  @Column(name = "end_offset")
  long end;
}
