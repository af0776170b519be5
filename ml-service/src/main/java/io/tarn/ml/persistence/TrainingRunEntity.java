package io.tarn.ml.persistence;

import io.tarn.ml.domain.TrainingRun;
import io.tarn.model.TableName;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "training_run")
class TrainingRunEntity {
  @Id UUID id;
  String model;
  String algorithm;
  Instant startedAt;
  Instant endedAt;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, String> parameters;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Double> metrics;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Long> inputs;

  static TrainingRunEntity of(TrainingRun run) {
    TrainingRunEntity entity = new TrainingRunEntity();
    entity.id = run.id();
    entity.model = run.model();
    entity.algorithm = run.algorithm();
    entity.startedAt = run.startedAt();
    entity.endedAt = run.endedAt();
    entity.parameters = run.parameters();
    entity.metrics = run.metrics();
    entity.inputs =
        run.inputs().entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    return entity;
  }

  TrainingRun run() {
    Map<TableName, Long> tables =
        inputs.entrySet().stream()
            .collect(
                Collectors.toMap(entry -> TableName.parse(entry.getKey()), Map.Entry::getValue));
    return new TrainingRun(id, model, algorithm, startedAt, endedAt, parameters, metrics, tables);
  }
}
