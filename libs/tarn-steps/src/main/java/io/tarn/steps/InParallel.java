package io.tarn.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Asks several things of the network at the same time. */
final class InParallel {
  private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

  private InParallel() {}

  /** Each key to its answer; throws the first failure. */
  static <K, V> Map<K, V> map(List<K> keys, Function<K, V> question) {
    Map<K, CompletableFuture<V>> asked = new LinkedHashMap<>();
    keys.forEach(
        key -> asked.put(key, CompletableFuture.supplyAsync(() -> question.apply(key), VIRTUAL)));
    Map<K, V> answers = new LinkedHashMap<>();
    asked.forEach((key, answer) -> answers.put(key, join(answer)));
    return answers;
  }

  static <V> V join(CompletableFuture<V> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
