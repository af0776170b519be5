package io.tarn.engine.duckdb;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of a DuckDB engine.
 *
 * @param directory local scratch; the engine keeps its file cache, staged files and spill in it
 * @param memory most memory of one run or query, as DuckDB writes it: {@code 1GB}
 * @param threads of one run or query, 1 or more
 * @param concurrency runs and queries at once, 1 or more
 * @param cacheBytes what the file cache may hold beside the files in use
 * @param timeout after which a run or query is stopped
 */
public record DuckDbSettings(
    Path directory,
    String memory,
    int threads,
    int concurrency,
    long cacheBytes,
    Duration timeout) {
  public DuckDbSettings {
    if (threads < 1 || concurrency < 1 || !memory.matches("[0-9]+(\\.[0-9]+)? ?[KMGT]i?B")) {
      throw new IllegalArgumentException(
          "threads and concurrency start at 1, memory is written as in 1GB: %d, %d, %s"
              .formatted(threads, concurrency, memory));
    }
  }

  /** Sensible limits for a service on a small machine. */
  public static DuckDbSettings in(Path directory) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new DuckDbSettings(directory, "1GB", cores, cores, 2L << 30, Duration.ofMinutes(10));
  }
}
