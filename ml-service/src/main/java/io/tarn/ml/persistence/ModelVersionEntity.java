package io.tarn.ml.persistence;

import io.tarn.ml.domain.ModelVersion;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "model_version")
@IdClass(ModelVersionEntity.Key.class)
class ModelVersionEntity {
  record Key(String model, int version) {}

  @Id String model;
  @Id int version;
  UUID runId;
  String algorithm;
  String artifact;
  Instant createdAt;

  static ModelVersionEntity of(ModelVersion registered) {
    ModelVersionEntity entity = new ModelVersionEntity();
    entity.model = registered.model();
    entity.version = registered.version();
    entity.runId = registered.runId();
    entity.algorithm = registered.algorithm();
    entity.artifact = registered.artifact();
    entity.createdAt = registered.createdAt();
    return entity;
  }

  ModelVersion version() {
    return new ModelVersion(model, version, runId, algorithm, artifact, createdAt);
  }
}
