package io.tarn.service.steps;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service runs its steps. */
@ConfigMapping(prefix = "tarn.steps")
public interface StepsConfig {
  /** The namespace whose tables it computes. */
  String namespace();

  /** Runs at the same time. */
  @WithDefault("2")
  int parallel();

  /** How often each step is looked at although nothing was heard. */
  @WithDefault("30s")
  Duration sweep();

  /** Wait after a failed run; doubled with each further failure. */
  @WithDefault("1s")
  Duration firstRetry();

  /** Where doubling ends. */
  @WithDefault("1m")
  Duration lastRetry();

  Engine engine();

  /** Limits of the engine. */
  interface Engine {
    /** Memory of one run, as DuckDB writes it; more is spilled to disk. */
    @WithDefault("1GB")
    String memory();

    /** Threads of one run. */
    @WithDefault("2")
    int threads();

    /** Local copies of tables' files, in bytes, beside those in use. */
    @WithDefault("2147483648")
    long cacheBytes();

    /** A longer run is stopped. */
    @WithDefault("10m")
    Duration timeout();
  }
}
