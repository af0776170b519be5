package io.tarn.tables;

import java.time.Duration;

/**
 * Which snapshots of a table are kept: the youngest ones, and all younger than an age. A reader
 * that follows a table step by step must come by before its last snapshot has gone, or read the
 * table anew.
 *
 * @param atLeast snapshots kept however old they are, 1 or more
 */
public record Retention(int atLeast, Duration age) {
  public Retention {
    if (atLeast < 1 || age.isNegative()) {
      throw new IllegalArgumentException("not a retention: %d, %s".formatted(atLeast, age));
    }
  }
}
