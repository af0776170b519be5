package io.tarn.catalog.api;

import io.tarn.catalog.domain.lineage.Direction;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestQuery;

/** As of when something is asked; now, if neither is given. */
public class Moment {
  /** Id of a snapshot. */
  @RestQuery String snapshot;

  /** ISO 8601, as in {@code 2026-10-31T00:00:00Z}. */
  @RestQuery String at;

  Optional<Long> snapshot() {
    return Optional.ofNullable(snapshot)
        .map(
            written ->
                read("snapshot", "the id of one, a whole number", () -> Long.parseLong(written)));
  }

  Optional<Instant> at() {
    return Optional.ofNullable(at)
        .map(written -> read("at", "a time as 2026-10-31T00:00:00Z", () -> Instant.parse(written)));
  }

  /**
   * Commits name what they read, not who will read them.
   *
   * @throws TarnException INVALID when downstream is asked as of a moment, or of two at once
   */
  void check(Direction direction) {
    if (snapshot != null && at != null) {
      throw new TarnException(
          ErrorKind.INVALID, "Both snapshot and at are given.", "Ask as of one of them.");
    }
    if ((snapshot != null || at != null) && direction == Direction.DOWNSTREAM) {
      throw new TarnException(
          ErrorKind.INVALID,
          "As of a snapshot, lineage goes upstream only.",
          "Leave direction away, or ask without snapshot and at.");
    }
  }

  private static <T> T read(String name, String form, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException unreadable) {
      throw new TarnException(
          ErrorKind.INVALID, "'%s' is not %s.".formatted(name, form), null, unreadable);
    }
  }
}
