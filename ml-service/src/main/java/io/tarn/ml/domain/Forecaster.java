package io.tarn.ml.domain;

import java.time.LocalDate;
import java.util.Map;

/** A way to forecast weekly series. */
public interface Forecaster {
  /** Its name, as in {@code xgboost}. */
  String algorithm();

  /** What it was set to, for the record of the run. */
  Map<String, String> parameters();

  /**
   * Learns from a history.
   *
   * @param horizon how many weeks ahead it must be able to see, at least 1
   */
  Fitted fit(WeeklyHistory history, int horizon);

  /** What was learned. */
  interface Fitted {
    /**
     * The expected value of a week.
     *
     * @param history what is known: only weeks at least the horizon before {@code week} are used
     */
    double predict(WeeklyHistory history, String series, LocalDate week);

    /** The learned state in the algorithm's own format; empty when there is none. */
    byte[] artifact();
  }
}
