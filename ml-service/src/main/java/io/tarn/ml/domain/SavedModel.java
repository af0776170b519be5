package io.tarn.ml.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * All that answering needs, in one artifact: the learned state and the history it looks back on.
 *
 * @param horizon how many weeks after the history it can see
 * @param state in the algorithm's own format, Base64
 */
public record SavedModel(String algorithm, int horizon, WeeklyHistory history, String state) {
  /** What is expected of one series in one week. */
  public record Prediction(String series, LocalDate week, double value) {}

  /** The weeks right after the history, as far as {@code weeks}, series after series. */
  public List<Prediction> predictions(Forecaster.Fitted fitted, int weeks) {
    List<Prediction> predictions = new ArrayList<>();
    for (String series : history.series().keySet()) {
      for (int ahead = 0; ahead < weeks; ahead++) {
        LocalDate week = history.end().plusWeeks(ahead);
        predictions.add(new Prediction(series, week, fitted.predict(history, series, week)));
      }
    }
    return predictions;
  }
}
