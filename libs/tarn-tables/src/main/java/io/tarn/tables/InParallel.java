package io.tarn.tables;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks several things of the network at the same time. */
public final class InParallel {
  private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

  private InParallel() {}

  /** Each key to its answer; throws the first failure. */
  public static <K, V> Map<K, V> map(List<K> keys, Function<K, V> question) {
    Map<K, CompletableFuture<V>> asked = new LinkedHashMap<>();
    keys.forEach(key -> asked.put(key, ask(() -> question.apply(key))));
    Map<K, V> answers = new LinkedHashMap<>();
    asked.forEach((key, answer) -> answers.put(key, join(answer)));
    return answers;
  }

  /** Begins to ask. */
  public static <V> CompletableFuture<V> ask(Supplier<V> question) {
    return CompletableFuture.supplyAsync(question, VIRTUAL);
  }

  /** Waits for the answer; throws what the question threw. */
  public static <V> V join(CompletableFuture<V> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
