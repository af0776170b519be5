package io.tarn.ingest.sources;

import io.tarn.ingest.domain.Backoff;
import io.tarn.ingest.domain.SourceProgress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the work of one source until it is stopped. A failure is shown in the source's progress and
 * tried again, at longer and longer intervals; it never ends the thread.
 */
final class WriterThread implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WriterThread.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final String source;
  private final SourceProgress progress;
  private final Supplier<Work> beginning;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final Thread thread;
  private volatile Work work;
  private volatile boolean stopping;

  /**
   * Starts at once.
   *
   * @param beginning makes the work; it may fail, and is then called again
   */
  WriterThread(String source, SourceProgress progress, Supplier<Work> beginning) {
    this.source = source;
    this.progress = progress;
    this.beginning = beginning;
    // A platform thread: Kafka's consumer blocks inside locks.
    this.thread = Thread.ofPlatform().daemon().name("writer " + source).start(this::run);
  }

  SourceProgress progress() {
    return progress;
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    stopping = true;
    Work current = work;
    if (current != null) {
      current.wakeUp();
    }
    try {
      if (!thread.join(STOP_WAIT)) {
        thread.interrupt();
        thread.join(STOP_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException e) {
      LOG.debugf("The writer of %s was interrupted", source);
    } finally {
      if (work != null) {
        work.close();
      }
    }
  }

  private void step() throws InterruptedException {
    try {
      if (work == null) {
        work = beginning.get();
      }
      work.step();
      progress.mended(source);
      backoff.succeeded();
    } catch (Exception e) {
      if (stopping) {
        return;
      }
      LOG.warnf(e, "The writer of %s goes on after a failure", source);
      progress.trouble(source, e.getMessage() == null ? e.toString() : e.getMessage());
      if (work != null) {
        work.recover();
      }
      pause(backoff.failed());
    }
  }

  /** In short naps, so that stopping does not wait. */
  private void pause(Duration wait) throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    while (!stopping && System.nanoTime() < until) {
      Thread.sleep(Duration.ofMillis(50));
    }
  }
}
