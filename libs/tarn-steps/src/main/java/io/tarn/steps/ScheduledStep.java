package io.tarn.steps;

import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Status;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * One step and whether it should run. However often it is woken while it runs, it runs once more
 * after that: a run takes in all that was committed before it began. A table that declares how
 * fresh it must be is not refreshed much more often than that: few large runs cost far less than
 * many small ones.
 */
final class ScheduledStep {
  private static final int RUNS_BETWEEN_UPKEEP = 16;

  private final StepRunner runner;
  private final Semaphore permits;
  private final Consumer<RunEnded> listener;
  private final ReentrantLock oneRunAtATime = new ReentrantLock();
  private DeclaredStep declared;
  private boolean wanted;
  private boolean working;
  private boolean stopped;
  private boolean running;
  private final Pace pace = new Pace(System.nanoTime());
  private int failures;
  private int runs;
  private Optional<RunEnded> lastRun = Optional.empty();

  ScheduledStep(
      DeclaredStep declared, StepRunner runner, Semaphore permits, Consumer<RunEnded> listener) {
    this.declared = declared;
    this.runner = runner;
    this.permits = permits;
    this.listener = listener;
  }

  synchronized DeclaredStep declared() {
    return declared;
  }

  synchronized void declare(DeclaredStep newest) {
    declared = newest;
    notifyAll();
  }

  synchronized StepStatus status() {
    StepStatus.State state =
        running
            ? StepStatus.State.running
            : failures > 0 ? StepStatus.State.failed : StepStatus.State.idle;
    return new StepStatus(declared.table(), declared.manifest().mode(), state, lastRun);
  }

  /** Asks for a run; answers whether the caller must start {@link #work}. */
  synchronized boolean wake() {
    wanted = true;
    boolean start = !working;
    working = true;
    return start;
  }

  /**
   * Runs until nothing is wanted any more.
   *
   * @param retry called after a failed run with the number of failures in a row
   */
  void work(IntConsumer retry) {
    try {
      while (takeWanted()) {
        Optional<RunEnded> ended = run(Extent.asNeeded);
        if (ended.isPresent() && ended.get().status() == Status.failed) {
          retry.accept(failures());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets no further run begin. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private synchronized boolean takeWanted() throws InterruptedException {
    for (long left = rest(); left > 0 && !stopped; left = rest()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    working = wanted && !stopped;
    wanted = false;
    return working;
  }

  /** Nanoseconds until the table may be refreshed again. */
  private long rest() {
    if (lastRun.isEmpty() || failures > 0 || declared.manifest().freshness().isEmpty()) {
      return 0;
    }
    return pace.rest(System.nanoTime());
  }

  private synchronized int failures() {
    return failures;
  }

  /** Runs now, or after the run that is going on. */
  Optional<RunEnded> run(Extent extent) throws InterruptedException {
    oneRunAtATime.lockInterruptibly();
    try {
      permits.acquire();
      try {
        began();
        Optional<RunEnded> ended = runner.run(declared(), extent);
        ended(ended);
        if (ended.isPresent() && ++runs % RUNS_BETWEEN_UPKEEP == 0) {
          runner.tend(declared());
        }
        return ended;
      } finally {
        permits.release();
      }
    } finally {
      oneRunAtATime.unlock();
    }
  }

  private synchronized void began() {
    running = true;
    declared.manifest().freshness().ifPresent(fresh -> pace.began(System.nanoTime(), fresh));
  }

  private void ended(Optional<RunEnded> run) {
    synchronized (this) {
      running = false;
      boolean failed = run.isPresent() && run.get().status() == Status.failed;
      failures = failed ? failures + 1 : 0;
      lastRun = run.or(() -> lastRun);
    }
    run.ifPresent(listener);
  }
}
