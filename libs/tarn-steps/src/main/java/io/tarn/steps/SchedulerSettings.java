package io.tarn.steps;

import java.time.Duration;

/**
 * When steps run.
 *
 * @param parallel runs at once, 1 or more
 * @param sweep how often every step is looked at although nothing was heard
 * @param firstRetry wait after a failed run; doubled with each further failure
 * @param lastRetry where doubling ends
 */
public record SchedulerSettings(
    int parallel, Duration sweep, Duration firstRetry, Duration lastRetry) {
  public SchedulerSettings {
    if (parallel < 1) {
      throw new IllegalArgumentException("at least one run at a time: " + parallel);
    }
  }

  /** The wait after so many failures in a row, 1 or more. */
  Duration retryAfter(int failures) {
    Duration wait = firstRetry.multipliedBy(1L << Math.min(failures - 1, 20));
    return wait.compareTo(lastRetry) < 0 ? wait : lastRetry;
  }
}
