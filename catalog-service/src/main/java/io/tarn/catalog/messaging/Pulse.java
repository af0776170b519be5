package io.tarn.catalog.messaging;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Does something again and again on a thread of its own; a failure is logged, then it goes on. */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Pulse.class);

  private final Duration pause;
  private final Runnable beat;
  private final Thread thread;
  private volatile boolean closed;

  private Pulse(String name, Duration pause, Runnable beat) {
    this.pause = pause;
    this.beat = beat;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /**
   * Begins at once.
   *
   * @param pause from the end of one to the begin of the next
   */
  static Pulse start(String name, Duration pause, Runnable beat) {
    Pulse pulse = new Pulse(name, pause, beat);
    pulse.thread.start();
    return pulse;
  }

  private void run() {
    while (!closed) {
      try {
        beat.run();
      } catch (RuntimeException failure) {
        if (closed) {
          return;
        }
        LOG.warnf("%s failed, and is tried again: %s", thread.getName(), failure.getMessage());
        LOG.debug("The failure in full", failure);
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
