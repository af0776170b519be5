package io.tarn.steps;

import java.time.Duration;

/**
 * When a table may be refreshed again: on average a quarter of its declared freshness after the
 * last time. A run that began late does not put off the next: a table that follows another one,
 * refreshed as often, would else stay behind it by the longest delay there ever was. Times are of
 * {@link System#nanoTime}.
 */
final class Pace {
  /** So many runs fit into the time in which a table must be fresh. */
  private static final int RUNS_WITHIN_FRESHNESS = 4;

  private long due;

  Pace(long now) {
    this.due = now;
  }

  /** Nanoseconds until the next run may begin; 0 or less when it may already. */
  long rest(long now) {
    return due - now;
  }

  /** A run begins. */
  void began(long now, Duration freshness) {
    long between = freshness.toNanos() / RUNS_WITHIN_FRESHNESS;
    due = now + Math.max(due + between - now, between / 2);
  }
}
