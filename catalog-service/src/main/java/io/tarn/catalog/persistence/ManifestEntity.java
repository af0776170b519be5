package io.tarn.catalog.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "manifest")
class ManifestEntity {
  @Embeddable
  record Id(String kind, String name, long version) {}

  @EmbeddedId Id id;

  String yaml;
  boolean removed;
  boolean current;

  @Column(name = "applied_at")
  Instant appliedAt;

  @Column(name = "applied_by")
  String appliedBy;
}
