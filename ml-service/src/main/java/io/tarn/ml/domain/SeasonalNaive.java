package io.tarn.ml.domain;

import java.time.LocalDate;
import java.util.Map;

/**
 * Expects what was there a year (52 weeks) before; the baseline that a model has to beat. Hyndman
 * and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), section 5.2.
 */
public final class SeasonalNaive implements Forecaster {
  public static final String ALGORITHM = "seasonal-naive";
  static final int SEASON_WEEKS = 52;

  @Override
  public String algorithm() {
    return ALGORITHM;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("season_weeks", Integer.toString(SEASON_WEEKS));
  }

  @Override
  public Fitted fit(WeeklyHistory history, int horizon) {
    return new Fitted() {
      @Override
      public double predict(WeeklyHistory known, String series, LocalDate week) {
        return known.value(series, week.minusWeeks(SEASON_WEEKS));
      }

      @Override
      public byte[] artifact() {
        return new byte[0];
      }
    };
  }
}
