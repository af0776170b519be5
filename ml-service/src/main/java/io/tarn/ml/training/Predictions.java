package io.tarn.ml.training;

import io.tarn.ml.domain.Forecaster;
import io.tarn.ml.domain.ModelVersion;
import io.tarn.ml.domain.SavedModel;
import io.tarn.ml.domain.SavedModel.Prediction;
import io.tarn.ml.persistence.ModelRegistry;
import io.tarn.ml.tables.ArtifactStore;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers from the newest version of a model. */
@ApplicationScoped
public class Predictions {
  /** What a model answered, and which version it was. */
  public record Answer(ModelVersion version, List<Prediction> predictions) {}

  private record Loaded(ModelVersion version, SavedModel saved, Forecaster.Fitted fitted) {}

  private final ModelRegistry registry;
  private final ArtifactStore artifacts;
  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  Predictions(ModelRegistry registry, ArtifactStore artifacts) {
    this.registry = registry;
    this.artifacts = artifacts;
  }

  /**
   * The next weeks of one series.
   *
   * @param horizon weeks ahead, from 1 to the model's own horizon
   * @throws TarnException NOT_FOUND without a trained version or such a series; INVALID for a
   *     horizon it cannot see
   */
  public Answer predict(String model, String series, int horizon) {
    Loaded current = current(model);
    if (horizon < 1 || horizon > current.saved().horizon()) {
      throw new TarnException(
          ErrorKind.INVALID,
          "%s sees 1 to %d weeks ahead, not %d."
              .formatted(model, current.saved().horizon(), horizon));
    }
    if (!current.saved().history().series().containsKey(series)) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "%s knows no series '%s'.".formatted(model, series),
          "It knows " + String.join(", ", current.saved().history().series().keySet()) + ".");
    }
    return new Answer(
        current.version(),
        current.saved().predictions(current.fitted(), horizon).stream()
            .filter(prediction -> prediction.series().equals(series))
            .toList());
  }

  private Loaded current(String model) {
    ModelVersion latest =
        registry
            .latest(model)
            .orElseThrow(
                () ->
                    new TarnException(
                        ErrorKind.NOT_FOUND,
                        "%s has no trained version yet.".formatted(model),
                        "Training starts by itself once there is enough history."));
    return loaded.compute(
        model,
        (name, known) -> known != null && known.version().equals(latest) ? known : load(latest));
  }

  private Loaded load(ModelVersion version) {
    SavedModel saved = artifacts.load(version.artifact());
    return new Loaded(version, saved, Algorithms.restore(saved));
  }
}
