package io.tarn.ingest.sources;

import io.tarn.ingest.domain.Backoff;
import io.tarn.ingest.domain.SourceProgress;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Runs the work of one source until it is stopped. A failure is shown in the source's progress and
 * tried again, at longer and longer intervals; it never ends the thread.
 */
final class WriterThread implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WriterThread.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final String source;
  private final Work work;
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final Thread thread;
  private volatile boolean stopping;

  WriterThread(String source, Work work) {
    this.source = source;
    this.work = work;
    // A platform thread: Kafka's consumer blocks inside locks.
    this.thread = Thread.ofPlatform().daemon().name("writer " + source).start(this::run);
  }

  SourceProgress progress() {
    return work.progress();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    stopping = true;
    work.wakeUp();
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
    try (work) {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException e) {
      LOG.debugf("The writer of %s was interrupted", source);
    }
  }

  private void step() throws InterruptedException {
    try {
      work.step();
      work.progress().mended(source);
      backoff.succeeded();
    } catch (Exception e) {
      if (stopping) {
        return;
      }
      LOG.warnf(e, "The writer of %s goes on after a failure", source);
      work.progress().trouble(source, e.getMessage() == null ? e.toString() : e.getMessage());
      work.recover();
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
