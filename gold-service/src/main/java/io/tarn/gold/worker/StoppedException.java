package io.tarn.gold.worker;

/** A worker ended, or had to be ended, before it replied. */
final class StoppedException extends Exception {
  /** Why. */
  enum Cause {
    /** By itself: it crashed, or the operating system took it. */
    ended,
    time,
    memory,
    cancelled
  }

  private final Cause cause;

  StoppedException(Cause cause) {
    super(cause.name());
    this.cause = cause;
  }

  Cause reason() {
    return cause;
  }
}
