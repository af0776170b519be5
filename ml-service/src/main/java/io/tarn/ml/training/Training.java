package io.tarn.ml.training;

import io.tarn.ml.domain.Backtest;
import io.tarn.ml.domain.Forecaster;
import io.tarn.ml.domain.ModelVersion;
import io.tarn.ml.domain.SavedModel;
import io.tarn.ml.domain.TrainingInput;
import io.tarn.ml.domain.TrainingRun;
import io.tarn.ml.persistence.ModelRegistry;
import io.tarn.ml.tables.ArtifactStore;
import io.tarn.ml.tables.ForecastTable;
import io.tarn.ml.tables.WeeklyTotals;
import io.tarn.model.TableName;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.DeclaredManifests.Declared;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Trains a model: all algorithms on the same history, the better one on held-out weeks wins. */
@ApplicationScoped
public class Training {
  /** Half a year, so that both halves of a season have a say. */
  private static final int HELD_OUT_WEEKS = 26;

  private record Contender(Forecaster forecaster, TrainingRun run) {
    double error() {
      return run.metrics().get("wape");
    }
  }

  private final WeeklyTotals totals;
  private final ArtifactStore artifacts;
  private final ModelRegistry registry;
  private final ForecastTable forecasts;

  Training(
      WeeklyTotals totals,
      ArtifactStore artifacts,
      ModelRegistry registry,
      ForecastTable forecasts) {
    this.totals = totals;
    this.artifacts = artifacts;
    this.registry = registry;
    this.forecasts = forecasts;
  }

  /**
   * Trains on the input as it is now, registers the winner and writes its forecast.
   *
   * @throws io.tarn.model.error.TarnException UNPROCESSABLE when there is too little history
   */
  public ModelVersion train(Declared<ModelManifest> declared) {
    ModelManifest manifest = declared.manifest();
    TrainingInput input = totals.read(manifest);
    Backtest backtest = new Backtest(HELD_OUT_WEEKS, manifest.horizon());
    List<Contender> contenders = new ArrayList<>();
    for (Forecaster forecaster : Algorithms.ALL) {
      contenders.add(compete(forecaster, manifest, input, backtest));
    }
    Contender winner =
        contenders.stream().min(Comparator.comparingDouble(Contender::error)).orElseThrow();

    Forecaster.Fitted fitted = winner.forecaster().fit(input.history(), manifest.horizon());
    SavedModel saved =
        new SavedModel(
            winner.forecaster().algorithm(),
            manifest.horizon(),
            input.history(),
            Base64.getEncoder().encodeToString(fitted.artifact()));
    String artifact = artifacts.save(manifest.name(), winner.run().id(), saved);
    List<TrainingRun> runs = contenders.stream().map(Contender::run).toList();
    ModelVersion version = registry.register(runs, winner.run(), artifact);
    forecasts.write(declared, version, saved.predictions(fitted, manifest.horizon()), input);
    return version;
  }

  /** Whether the newest version was trained on the input as it is, and its forecast is written. */
  boolean upToDate(ModelManifest manifest) {
    Map<TableName, Long> inputs = Map.of(manifest.from(), totals.snapshot(manifest));
    return registry
        .latest(manifest.name())
        .filter(version -> forecasts.isOf(manifest.output(), version))
        .filter(version -> registry.run(version.runId()).inputs().equals(inputs))
        .isPresent();
  }

  private static Contender compete(
      Forecaster forecaster, ModelManifest manifest, TrainingInput input, Backtest backtest) {
    Instant started = Instant.now();
    Map<String, Double> metrics = backtest.evaluate(forecaster, input.history()).named();
    return new Contender(
        forecaster,
        new TrainingRun(
            UUID.randomUUID(),
            manifest.name(),
            forecaster.algorithm(),
            started,
            Instant.now(),
            forecaster.parameters(),
            metrics,
            Map.of(manifest.from(), input.snapshotId())));
  }
}
