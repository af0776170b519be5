package io.tarn.ml.training;

import io.tarn.ml.domain.Forecaster;
import io.tarn.ml.domain.SavedModel;
import io.tarn.ml.domain.SeasonalNaive;
import io.tarn.ml.xgboost.XgboostForecaster;
import java.util.Base64;
import java.util.List;

/** The algorithms that compete; the baseline stands first and wins a tie. */
final class Algorithms {
  static final List<Forecaster> ALL = List.of(new SeasonalNaive(), new XgboostForecaster());

  private Algorithms() {}

  /**
   * The learned state of a saved model.
   *
   * @throws IllegalArgumentException when its algorithm is not known here
   */
  static Forecaster.Fitted restore(SavedModel saved) {
    return switch (saved.algorithm()) {
      case SeasonalNaive.ALGORITHM -> new SeasonalNaive().fit(saved.history(), saved.horizon());
      case XgboostForecaster.ALGORITHM ->
          XgboostForecaster.restore(Base64.getDecoder().decode(saved.state()), saved.horizon());
      default -> throw new IllegalArgumentException("no algorithm is called " + saved.algorithm());
    };
  }
}
