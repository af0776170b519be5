package io.tarn.catalog.domain.audit;

import java.time.Duration;

/**
 * How often the audit table is committed: so seldom that commits take a hundredth of the time, and
 * accesses seldom wait beside one.
 *
 * @param shortest the least time between two commits
 * @param longest the most, however long commits take
 */
public record Pace(Duration shortest, Duration longest) {
  private static final int SHARE = 100;

  /** How long to rest after a commit that took so long. */
  public Duration rest(Duration took) {
    Duration rest = took.multipliedBy(SHARE);
    return longer(shortest, rest.compareTo(longest) < 0 ? rest : longest);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
