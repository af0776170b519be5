package io.tarn.gold.worker;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Warm workers, so many and no more; one that ended is replaced. */
public final class WorkerPool implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkerPool.class);
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);

  private final PoolSettings settings;
  private final WorkerCommand command;
  private final BlockingQueue<WorkerProcess> idle = new LinkedBlockingQueue<>();
  private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  private WorkerPool(PoolSettings settings, WorkerCommand command) {
    this.settings = settings;
    this.command = command;
  }

  /** Returns at once; the workers come up meanwhile. */
  public static WorkerPool start(PoolSettings settings) {
    try {
      Files.createDirectories(settings.folder());
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
    WorkerLibrary library = WorkerLibrary.in(settings.folder());
    WorkerPool pool =
        new WorkerPool(settings, new WorkerCommand(library, settings.limits(), settings.folder()));
    for (int i = 0; i < settings.count(); i++) {
      pool.add();
    }
    return pool;
  }

  /**
   * A worker for one statement. Closing the lease gives it back.
   *
   * @throws TarnException LIMITED when too many wait already, or none came free in time
   */
  public Lease take() {
    if (waiting.incrementAndGet() > settings.queue() + settings.count()) {
      waiting.decrementAndGet();
      throw busy();
    }
    try {
      WorkerProcess worker = idle.poll(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
      if (worker == null) {
        throw busy();
      }
      return new Lease(worker, this::giveBack);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Statements that wait for a worker. */
  public int waiting() {
    return waiting.get();
  }

  /** Workers that are up. */
  public int workers() {
    return (int) all.stream().filter(WorkerProcess::usable).count();
  }

  /** Workers that have nothing to do. */
  public int idle() {
    return idle.size();
  }

  private void giveBack(WorkerProcess worker) {
    if (worker.usable()) {
      idle.add(worker);
    } else {
      all.remove(worker);
      add();
    }
  }

  private void add() {
    Thread.ofVirtual().name("worker-start").start(this::startOne);
  }

  private void startOne() {
    while (!closed) {
      try {
        WorkerProcess worker = WorkerProcess.start(command, settings.limits());
        all.add(worker);
        idle.add(worker);
        if (closed) {
          worker.kill();
        }
        return;
      } catch (IOException | StoppedException notUp) {
        LOG.error("A worker could not be started; trying again", notUp);
        LockSupport.parkNanos(BETWEEN_STARTS.toNanos());
      }
    }
  }

  private static TarnException busy() {
    return new TarnException(
        ErrorKind.LIMITED, "Too many statements are being run.", "Try again in a moment.");
  }

  @Override
  public void close() {
    closed = true;
    all.forEach(WorkerProcess::kill);
  }
}
