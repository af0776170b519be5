package io.tarn.gold.worker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How statements are let in.
 *
 * @param folder of the pool alone
 * @param count of workers, at least 1
 * @param queue how many statements may wait for one
 * @param patience how long one waits
 */
public record PoolSettings(
    Path folder, int count, int queue, Duration patience, WorkerLimits limits) {
  public PoolSettings {
    if (count < 1) {
      throw new IllegalArgumentException("there must be at least one worker");
    }
  }
}
