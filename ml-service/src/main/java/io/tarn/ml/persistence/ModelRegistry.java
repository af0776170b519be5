package io.tarn.ml.persistence;

import io.tarn.ml.domain.ModelVersion;
import io.tarn.ml.domain.TrainingRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs and the registered versions of all models. */
@ApplicationScoped
public class ModelRegistry {
  private final TrainingRunRepository runs;
  private final ModelVersionRepository versions;

  ModelRegistry(TrainingRunRepository runs, ModelVersionRepository versions) {
    this.runs = runs;
    this.versions = versions;
  }

  /**
   * Keeps all runs of one training and registers the winner as the next version.
   *
   * @param artifact where the winner's saved model is
   */
  @Transactional
  public ModelVersion register(List<TrainingRun> trained, TrainingRun winner, String artifact) {
    trained.forEach(run -> runs.persist(TrainingRunEntity.of(run)));
    int next = latest(winner.model()).map(ModelVersion::version).orElse(0) + 1;
    ModelVersion version =
        new ModelVersion(
            winner.model(), next, winner.id(), winner.algorithm(), artifact, Instant.now());
    versions.persist(ModelVersionEntity.of(version));
    return version;
  }

  /** The newest version: the one that answers. */
  @Transactional
  public Optional<ModelVersion> latest(String model) {
    return versions
        .find("model", ModelVersionRepository.NEWEST_FIRST, model)
        .firstResultOptional()
        .map(ModelVersionEntity::version);
  }

  /** The newest {@code limit} versions, newest first. */
  @Transactional
  public List<ModelVersion> versions(String model, int limit) {
    return versions
        .find("model", ModelVersionRepository.NEWEST_FIRST, model)
        .page(0, limit)
        .stream()
        .map(ModelVersionEntity::version)
        .toList();
  }

  /** The run that a registered version came from. */
  @Transactional
  public TrainingRun run(UUID id) {
    return runs.findById(id).run();
  }

  /** The newest {@code limit} runs, newest first. */
  @Transactional
  public List<TrainingRun> runs(String model, int limit) {
    return runs.find("model", TrainingRunRepository.NEWEST_FIRST, model).page(0, limit).stream()
        .map(TrainingRunEntity::run)
        .toList();
  }
}
