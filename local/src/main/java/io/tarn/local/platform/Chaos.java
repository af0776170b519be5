package io.tarn.local.platform;

import io.tarn.local.process.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills services with SIGKILL at seeded moments, one at a time, each time waiting until the
 * platform is whole again: with all down at once nothing would be tested but the start.
 */
public final class Chaos implements AutoCloseable {
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(90);

  private final Platform platform;
  private final List<TarnService> victims;
  private final Progress progress;
  private final Random random;
  private final Thread thread;

  private final AtomicInteger killed = new AtomicInteger();

  /**
   * Begins at once.
   *
   * @param victims killed in this order, once each
   * @param longestPause before each kill; the pause itself is random
   */
  public Chaos(
      Platform platform,
      List<TarnService> victims,
      Duration longestPause,
      long seed,
      Progress progress) {
    this.platform = platform;
    this.victims = List.copyOf(victims);
    this.progress = progress;
    this.random = new Random(seed);
    this.thread = Thread.ofVirtual().name("chaos").start(() -> rage(longestPause));
  }

  /** How many were killed so far. */
  public int killed() {
    return killed.get();
  }

  /** Waits until all victims were killed and the platform is whole. */
  public void await() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void rage(Duration longestPause) {
    try {
      for (TarnService victim : victims) {
        Thread.sleep(random.nextLong(500, longestPause.toMillis()));
        progress.note("SIGKILL to " + victim.id());
        platform.kill(victim);
        killed.incrementAndGet();
        awaitWhole();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitWhole() throws InterruptedException {
    Instant limit = Instant.now().plus(RECOVERY_LIMIT);
    do {
      Thread.sleep(250);
    } while (!platform.ready() && Instant.now().isBefore(limit));
  }
}
