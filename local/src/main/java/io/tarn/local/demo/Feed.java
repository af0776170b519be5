package io.tarn.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Sends events at a steady rate, in their order but with up to 32 under way at once, so that events
 * near each other may still overtake; the last waits for all others, and so is the last indeed.
 */
final class Feed {
  private static final int UNDER_WAY = 32;

  private final Pusher pusher;
  private final int eventsPerSecond;

  Feed(Pusher pusher, int eventsPerSecond) {
    this.pusher = pusher;
    this.eventsPerSecond = eventsPerSecond;
  }

  /** Sends all of the events. */
  void send(List<OrderEvent> events, PushLog log, IntConsumer before) throws InterruptedException {
    send(events, 0, events.size(), log, before);
  }

  /**
   * Sends the events from one number up to another (exclusive); returns when all are acknowledged.
   *
   * @param log gets what became of each
   * @param before called before each event with its number, in order
   * @throws io.tarn.model.error.TarnException what the first event that failed failed of
   */
  void send(List<OrderEvent> events, int from, int to, PushLog log, IntConsumer before)
      throws InterruptedException {
    Semaphore free = new Semaphore(UNDER_WAY);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = from; i < to && failure.get() == null; i++) {
        LockSupport.parkNanos(start + at(i - from) - System.nanoTime());
        before.accept(i);
        free.acquire(i == to - 1 ? UNDER_WAY : 1);
        int event = i;
        threads.execute(
            () -> {
              try {
                log.acknowledged(pusher.push(event, events.get(event).body(), log));
              } catch (RuntimeException refused) {
                failure.compareAndSet(null, refused);
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              } finally {
                free.release();
              }
            });
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private long at(int place) {
    return Duration.ofSeconds(1).toNanos() * place / eventsPerSecond;
  }
}
