package io.tarn.local.demo;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Bounded waiting for what comes by itself. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Waiting() {}

  /**
   * Looks until something is there.
   *
   * @throws TarnException UNAVAILABLE when it does not come within the limit
   */
  static <T> T until(String what, Duration limit, Supplier<Optional<T>> look) {
    return lookFor(limit, look)
        .orElseThrow(
            () ->
                new TarnException(
                    ErrorKind.UNAVAILABLE,
                    "%s did not come within %d s".formatted(what, limit.toSeconds())));
  }

  /** Looks until something is as it should be, and answers how it was last. */
  static <T> T settled(Duration limit, Supplier<T> look, Predicate<T> right) {
    Instant end = Instant.now().plus(limit);
    T seen = look.get();
    while (!right.test(seen) && Instant.now().isBefore(end)) {
      pause(PAUSE);
      seen = look.get();
    }
    return seen;
  }

  private static <T> Optional<T> lookFor(Duration limit, Supplier<Optional<T>> look) {
    return settled(limit, look, Optional::isPresent);
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, "Interrupted");
    }
  }
}
