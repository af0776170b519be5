package io.tarn.catalog.domain.lineage;

import java.util.Arrays;
import java.util.Locale;

/** Which way lineage is followed. */
public enum Direction {
  /** Towards the sources. */
  UPSTREAM,
  /** Towards whatever was computed from it. */
  DOWNSTREAM;

  /**
   * Reads {@code upstream} or {@code downstream}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Direction parse(String written) {
    return Arrays.stream(values())
        .filter(direction -> direction.name().toLowerCase(Locale.ROOT).equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no direction: use upstream or downstream".formatted(written)));
  }
}
