package io.tarn.gold.query;

import io.tarn.gold.worker.Format;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody asks.
 *
 * @param maxRows fewer than are configured, if given
 * @param timeout shorter than is configured, if given
 */
public record Question(
    String sql, Format format, Optional<Long> maxRows, Optional<Duration> timeout) {
  /** All the rows that may be had as JSON. */
  public static Question json(String sql) {
    return new Question(sql, Format.json, Optional.empty(), Optional.empty());
  }
}
