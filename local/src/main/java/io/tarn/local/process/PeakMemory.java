package io.tarn.local.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Looks at a figure of memory now and then and keeps the highest. */
public final class PeakMemory implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final LongSupplier bytes;
  private final Thread thread;
  private volatile long peak;

  public PeakMemory(LongSupplier bytes) {
    this.bytes = bytes;
    this.thread = Thread.ofVirtual().name("peak-memory").start(this::watch);
  }

  /** The highest so far, the present one included. */
  public synchronized long peak() {
    peak = Math.max(peak, bytes.getAsLong());
    return peak;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        peak();
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
