package io.tarn.gold.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Keeps answers for a while, the ones longest unused going first when they are too large together.
 * Who asks for what is being computed waits for it.
 */
final class AnswerCache<T> {
  private record Entry<T>(CompletableFuture<T> answer, Instant until, long size) {}

  private final long limit;
  private final Duration keep;
  private final ToLongFunction<T> size;
  private final Map<Object, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  /**
   * @param limit of the sizes together
   */
  AnswerCache(long limit, Duration keep, ToLongFunction<T> size) {
    this.limit = limit;
    this.keep = keep;
    this.size = size;
  }

  /** The answer that is there, or that will be; a failure is told to all who wait, and not kept. */
  T answer(Object key, Supplier<T> compute) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    Optional<CompletableFuture<T>> known = enter(key, mine);
    if (known.isEmpty()) {
      try {
        T answer = compute.get();
        keep(key, mine, answer);
        mine.complete(answer);
        return answer;
      } catch (RuntimeException failed) {
        remove(key);
        mine.completeExceptionally(failed);
        throw failed;
      }
    }
    try {
      return known.get().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private synchronized Optional<CompletableFuture<T>> enter(Object key, CompletableFuture<T> mine) {
    Entry<T> known = entries.get(key);
    if (known != null && Instant.now().isBefore(known.until())) {
      return Optional.of(known.answer());
    }
    remove(key);
    entries.put(key, new Entry<>(mine, Instant.now().plus(keep), 0));
    return Optional.empty();
  }

  private synchronized void keep(Object key, CompletableFuture<T> mine, T answer) {
    remove(key);
    long bytes = size.applyAsLong(answer);
    entries.put(key, new Entry<>(mine, Instant.now().plus(keep), bytes));
    held += bytes;
    Iterator<Entry<T>> oldestFirst = entries.values().iterator();
    while (held > limit && oldestFirst.hasNext()) {
      held -= oldestFirst.next().size();
      oldestFirst.remove();
    }
  }

  private synchronized void remove(Object key) {
    Entry<T> gone = entries.remove(key);
    held -= gone == null ? 0 : gone.size();
  }
}
