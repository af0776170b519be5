package io.tarn.engine.duckdb;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Runs DuckDB's calls on a few platform threads, each with a database of its own: they block, and
 * two long ones on virtual threads would stop every virtual thread of a small machine.
 */
final class NativeThreads implements AutoCloseable {
  /** What one thread reads and computes in about the time that handing it over takes. */
  private static final long BYTES_PER_THREAD = 16L << 20;

  private final DuckDbSettings settings;
  private final ExecutorService threads;

  NativeThreads(DuckDbSettings settings) {
    this.settings = settings;
    this.threads =
        Executors.newFixedThreadPool(
            settings.concurrency(), Thread.ofPlatform().daemon().name("duckdb-", 0).factory());
  }

  /**
   * Waits for the work, which is stopped after the time limit or when the caller is interrupted.
   *
   * @param bytes of the files it reads
   * @throws TarnException what the work throws, or LIMITED
   */
  <T> T call(Duration limit, long bytes, Function<DuckDb, T> work) {
    int wanted = (int) Math.min(settings.threads(), 1 + bytes / BYTES_PER_THREAD);
    AtomicReference<DuckDb> database = new AtomicReference<>();
    Future<T> result =
        threads.submit(
            () -> {
              try (DuckDb db = DuckDb.open(settings, wanted)) {
                database.set(db);
                return work.apply(db);
              }
            });
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stop(result, database);
      throw new TarnException(
          ErrorKind.LIMITED,
          "It took longer than %d s and was stopped.".formatted(limit.toSeconds()),
          "Ask for less, or raise the time limit.",
          e);
    } catch (InterruptedException e) {
      stop(result, database);
      Thread.currentThread().interrupt();
      throw new CancellationException("nobody waits for the result any more");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  private static void stop(Future<?> result, AtomicReference<DuckDb> database) {
    result.cancel(false);
    DuckDb running = database.get();
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
