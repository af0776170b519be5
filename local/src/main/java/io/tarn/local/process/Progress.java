package io.tarn.local.process;

import java.time.Duration;

/** Hears what becomes of the parts. */
public interface Progress {
  void ready(String part, Duration took);

  /** Anything else worth a line: a restart, a port that changed. */
  void note(String message);

  /** Hears nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void ready(String part, Duration took) {}

      @Override
      public void note(String message) {}
    };
  }
}
