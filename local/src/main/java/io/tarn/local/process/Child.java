package io.tarn.local.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that was started. */
public final class Child {
  private final Launch launch;
  private final Process process;

  Child(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Waits for its end: the exit code, 128 and the signal's number when a signal ended it. */
  public int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks it to end, and kills it when it does not within the patience. */
  public void stop(Duration patience) {
    if (!process.isAlive()) {
      return;
    }
    switch (launch.stopSignal()) {
      case TERM -> process.destroy();
      // Java can only send TERM and KILL; every POSIX shell has kill built in.
      case INT -> ProcessStarter.succeeds("sh", "-c", "kill -INT " + process.pid());
    }
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL: no shutdown, no goodbye. */
  public void kill() {
    process.destroyForcibly();
  }
}
