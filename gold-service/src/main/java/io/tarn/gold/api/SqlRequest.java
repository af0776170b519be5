package io.tarn.gold.api;

import io.quarkus.runtime.configuration.DurationConverter;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Duration;
import java.util.Optional;

/**
 * A statement and its limits.
 *
 * @param maxRows at most as configured, or null
 * @param timeout as {@code 10s}, {@code 500ms}, or seconds; at most as configured, or null
 */
public record SqlRequest(String sql, Long maxRows, String timeout) {
  public SqlRequest {
    if (sql == null) {
      throw new TarnException(
          ErrorKind.INVALID, "There is no statement.", "Send it as 'sql', or as the plain body.");
    }
  }

  Optional<Duration> timeoutDuration() {
    try {
      return Optional.ofNullable(timeout).map(DurationConverter::parseDuration);
    } catch (IllegalArgumentException notADuration) {
      throw new TarnException(
          ErrorKind.INVALID,
          "'" + timeout + "' is not a duration.",
          "Write 10s or 500ms.",
          notADuration);
    }
  }
}
