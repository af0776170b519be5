package io.tarn.ml.domain;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt of one algorithm at a model.
 *
 * @param metrics on held-out weeks
 * @param inputs table to the snapshot id it was trained on
 */
public record TrainingRun(
    UUID id,
    String model,
    String algorithm,
    Instant startedAt,
    Instant endedAt,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    Map<TableName, Long> inputs) {
  public TrainingRun {
    parameters = Map.copyOf(parameters);
    metrics = Map.copyOf(metrics);
    inputs = Map.copyOf(inputs);
  }
}
