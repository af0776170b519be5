package io.tarn.ml.domain;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares forecasters on the last weeks of a history, which none of them learned from.
 *
 * @param heldOutWeeks weeks at the end that are held out
 * @param horizon weeks ahead, as far as each forecast has to look
 */
public record Backtest(int heldOutWeeks, int horizon) {
  /** Errors on the held-out weeks, in the unit of the value; {@code wape} is a ratio. */
  public record Metrics(double mae, double rmse, double wape) {
    /** Names as MLflow's users write them. */
    public Map<String, Double> named() {
      Map<String, Double> named = new LinkedHashMap<>();
      named.put("mae", mae);
      named.put("rmse", rmse);
      named.put("wape", wape);
      return named;
    }
  }

  /**
   * The fewest weeks of history a backtest needs: a season, the look-ahead and the held-out part.
   */
  public int weeksNeeded() {
    return SeasonalNaive.SEASON_WEEKS + horizon + heldOutWeeks;
  }

  /**
   * Fits on all but the held-out weeks, then forecasts those from what was known a horizon before.
   *
   * @throws TarnException UNPROCESSABLE when the history is too short
   */
  public Metrics evaluate(Forecaster forecaster, WeeklyHistory history) {
    if (history.weeks() < weeksNeeded()) {
      throw new TarnException(
          ErrorKind.UNPROCESSABLE,
          "There are %d complete weeks of history; training needs %d."
              .formatted(history.weeks(), weeksNeeded()),
          "Wait for more data: training starts by itself.");
    }
    int known = history.weeks() - heldOutWeeks;
    Forecaster.Fitted fitted = forecaster.fit(history.head(known), horizon);
    double absolute = 0;
    double squared = 0;
    double total = 0;
    int count = 0;
    for (String series : history.series().keySet()) {
      for (int week = known; week < history.weeks(); week++) {
        LocalDate monday = history.first().plusWeeks(week);
        double error = fitted.predict(history, series, monday) - history.value(series, monday);
        absolute += Math.abs(error);
        squared += error * error;
        total += Math.abs(history.value(series, monday));
        count++;
      }
    }
    return new Metrics(absolute / count, Math.sqrt(squared / count), absolute / total);
  }
}
