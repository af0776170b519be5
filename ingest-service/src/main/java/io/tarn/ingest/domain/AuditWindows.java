package io.tarn.ingest.domain;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes down many small accesses as two: the first of a window before it is made, and, when the
 * window is over, how many records were accepted in it. Those after the first wait for nothing. A
 * window is about one principal, actor, thing, address and policy version.
 *
 * <p>Whoever dies in between loses the number, never that there was an access.
 */
public final class AuditWindows implements AutoCloseable {
  private final Consumer<Accessed> log;
  private final Map<Key, Window> open = new ConcurrentHashMap<>();
  private final ExecutorService endings = Executors.newVirtualThreadPerTaskExecutor();
  private final Executor later;

  private record Key(
      String principal,
      String actor,
      String action,
      List<String> securables,
      String remoteAddress,
      Long policyVersion) {
    private static Key of(Accessed access) {
      return new Key(
          access.principal(),
          access.actor(),
          access.action(),
          access.securables(),
          access.remoteAddress(),
          access.policyVersion());
    }
  }

  /**
   * @param log returns once the event is written for good, else throws
   * @param length of a window; zero or more
   */
  public AuditWindows(Consumer<Accessed> log, Duration length) {
    this.log = log;
    this.later =
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS, endings);
  }

  /**
   * Makes an access that stands in the log, by itself or as one of its window. When it cannot be
   * written it is not made, and the next one tries again.
   *
   * @param access written as it is when it opens a window
   * @param accepting makes it; the answer has an entry for each record that was accepted. None
   *     counts when it throws
   */
  public <T> List<T> cover(Accessed access, Supplier<List<T>> accepting) {
    Window window = enter(access);
    try {
      window.awaitOpening();
      List<T> accepted = accepting.get();
      window.records.add(accepted.size());
      return accepted;
    } finally {
      window.leave();
    }
  }

  private Window enter(Accessed access) {
    while (true) {
      Window window = open.computeIfAbsent(Key.of(access), key -> new Window(key, access));
      if (window.enter()) {
        return window;
      }
    }
  }

  /** Ends all windows and waits until their numbers are written, or were tried to. */
  @Override
  public void close() {
    open.values().forEach(Window::end);
    endings.close();
  }

  /** Its number is told when its time is up and nobody is in it any more. */
  private final class Window {
    private final Key key;
    private final Accessed first;
    private final FutureTask<Void> opening = new FutureTask<>(this::open, null);
    private final AtomicInteger inside = new AtomicInteger(1); // its time, which is not yet up
    private final LongAdder records = new LongAdder();

    private Window(Key key, Accessed first) {
      this.key = key;
      this.first = first;
    }

    private boolean enter() {
      return inside.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    private void leave() {
      if (inside.decrementAndGet() == 0) {
        endings.execute(this::tell);
      }
    }

    /** Whoever comes first writes, all who come meanwhile wait for the same answer. */
    private void awaitOpening() {
      opening.run();
      try {
        opening.get();
      } catch (ExecutionException failed) {
        open.remove(key, this);
        throw failed.getCause() instanceof RuntimeException notWritten
            ? notWritten
            : new IllegalStateException(failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new TarnException(
            ErrorKind.UNAVAILABLE, "The service is stopping.", "Send it again.", stopped);
      }
    }

    private void open() {
      log.accept(first);
      later.execute(this::end);
    }

    private void end() {
      if (open.remove(key, this)) {
        leave();
      }
    }

    private void tell() {
      try {
        log.accept(first.counted(Instant.now(), records.sum()));
      } catch (RuntimeException notWritten) {
        later.execute(this::tell); // until it is, or the service ends
      }
    }
  }
}
