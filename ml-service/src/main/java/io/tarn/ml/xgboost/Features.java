package io.tarn.ml.xgboost;

import io.tarn.ml.domain.WeeklyHistory;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;

/**
 * What a week is forecast from: values of the same series at least the horizon before, and the
 * calendar. Values are divided by the series' mean over the last known year, so that one model
 * serves series of different size.
 */
final class Features {
  private static final int YEAR = 52;
  private static final List<Integer> RECENT = List.of(0, 1, 2, 3);
  private static final List<Integer> SEASONAL = List.of(YEAR - 1, YEAR, YEAR + 1);
  private static final List<Integer> WINDOWS = List.of(4, 13);

  private final WeeklyHistory history;
  private final int horizon;
  private final List<String> names;

  Features(WeeklyHistory history, int horizon) {
    this.history = history;
    this.horizon = horizon;
    this.names = List.copyOf(history.series().keySet());
  }

  /** Mean of the last known year, never 0. */
  double scale(String series, LocalDate week) {
    double mean = mean(series, week, YEAR);
    return Double.isNaN(mean) || mean == 0 ? 1 : mean;
  }

  float[] of(String series, LocalDate week) {
    double scale = scale(series, week);
    float[] row = new float[width()];
    int column = 0;
    for (int lag : RECENT) {
      row[column++] = (float) (history.value(series, week.minusWeeks(horizon + lag)) / scale);
    }
    for (int lag : SEASONAL) {
      row[column++] = (float) (history.value(series, week.minusWeeks(lag)) / scale);
    }
    for (int window : WINDOWS) {
      row[column++] = (float) (mean(series, week, window) / scale);
    }
    double angle = 2 * Math.PI * week.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) / YEAR;
    row[column++] = (float) Math.sin(angle);
    row[column++] = (float) Math.cos(angle);
    row[column++] = week.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    row[column] = names.indexOf(series);
    return row;
  }

  static int width() {
    return RECENT.size() + SEASONAL.size() + WINDOWS.size() + 4;
  }

  private double mean(String series, LocalDate week, int window) {
    double sum = 0;
    int count = 0;
    for (int lag = 0; lag < window; lag++) {
      double value = history.value(series, week.minusWeeks(horizon + lag));
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
