package io.tarn.catalog.tables;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has work done by whoever hands it in. For Iceberg, whose own pool lets everybody wait for at
 * least ten milliseconds, which is longer than a snapshot in memory takes.
 */
final class CallingThread extends AbstractExecutorService {
  static final ExecutorService POOL = new CallingThread();

  private CallingThread() {}

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  /** There is nothing to end. */
  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
