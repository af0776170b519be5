package io.tarn.catalog.api;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.function.Supplier;

/** Reads what somebody wrote into a request. */
final class Written {
  private Written() {}

  /**
   * The value as read.
   *
   * @throws TarnException INVALID, saying what it should have looked like
   */
  static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException unreadable) {
      throw new TarnException(ErrorKind.INVALID, unreadable.getMessage(), null, unreadable);
    }
  }

  /**
   * A part of a request that has to be there.
   *
   * @throws TarnException INVALID, naming it
   */
  static <T> T required(String name, T value) {
    if (value == null) {
      throw new TarnException(ErrorKind.INVALID, "'%s' is missing.".formatted(name));
    }
    return value;
  }
}
