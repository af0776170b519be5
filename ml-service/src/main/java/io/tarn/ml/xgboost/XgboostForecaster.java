package io.tarn.ml.xgboost;

import io.tarn.ml.domain.Forecaster;
import io.tarn.ml.domain.WeeklyHistory;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Gradient-boosted trees over lags and the calendar, one model for all series. */
public final class XgboostForecaster implements Forecaster {
  public static final String ALGORITHM = "xgboost";
  private static final int ROUNDS = 150;
  private static final int YEAR = 52;

  /** One thread and a fixed seed: the same history gives the same model. */
  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "objective",
          "reg:absoluteerror",
          "eta",
          0.05,
          "max_depth",
          3,
          "min_child_weight",
          5,
          "subsample",
          0.8,
          "colsample_bytree",
          0.8,
          "seed",
          42,
          "nthread",
          1);

  @Override
  public String algorithm() {
    return ALGORITHM;
  }

  @Override
  public Map<String, String> parameters() {
    Map<String, String> shown = new TreeMap<>();
    PARAMETERS.forEach((name, value) -> shown.put(name, value.toString()));
    shown.put("rounds", Integer.toString(ROUNDS));
    return shown;
  }

  @Override
  public Fitted fit(WeeklyHistory history, int horizon) {
    Features features = new Features(history, horizon);
    List<float[]> rows = new ArrayList<>();
    List<Float> targets = new ArrayList<>();
    for (String series : history.series().keySet()) {
      // The first year is only looked back on.
      for (int week = YEAR; week < history.weeks(); week++) {
        LocalDate monday = history.first().plusWeeks(week);
        rows.add(features.of(series, monday));
        targets.add((float) (history.value(series, monday) / features.scale(series, monday)));
      }
    }
    try {
      DMatrix matrix = matrix(rows);
      try {
        float[] labels = new float[targets.size()];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = targets.get(i);
        }
        matrix.setLabel(labels);
        return new Trees(
            XGBoost.train(matrix, new HashMap<>(PARAMETERS), ROUNDS, Map.of(), null, null),
            horizon);
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError failed) {
      throw failure("trained", failed);
    }
  }

  /**
   * Reads what {@link Fitted#artifact} wrote.
   *
   * @param horizon the one it was fitted for
   */
  public static Fitted restore(byte[] artifact, int horizon) {
    try {
      return new Trees(XGBoost.loadModel(artifact), horizon);
    } catch (XGBoostError | IOException failed) {
      throw failure("loaded", failed);
    }
  }

  private static DMatrix matrix(List<float[]> rows) throws XGBoostError {
    float[] flat = new float[rows.size() * Features.width()];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * Features.width(), Features.width());
    }
    return new DMatrix(flat, rows.size(), Features.width(), Float.NaN);
  }

  private static TarnException failure(String what, Exception cause) {
    return new TarnException(
        ErrorKind.INTERNAL, "The XGBoost model could not be " + what + ".", null, cause);
  }

  private record Trees(Booster booster, int horizon) implements Fitted {
    @Override
    public double predict(WeeklyHistory history, String series, LocalDate week) {
      Features features = new Features(history, horizon);
      try {
        DMatrix matrix = matrix(List.of(features.of(series, week)));
        try {
          double ratio = booster.predict(matrix)[0][0];
          return Math.max(0, ratio * features.scale(series, week));
        } finally {
          matrix.dispose();
        }
      } catch (XGBoostError failed) {
        throw failure("asked", failed);
      }
    }

    @Override
    public byte[] artifact() {
      try {
        return booster.toByteArray("ubj");
      } catch (XGBoostError failed) {
        throw failure("saved", failed);
      }
    }
  }
}
