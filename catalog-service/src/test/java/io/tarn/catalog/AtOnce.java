package io.tarn.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several at the same time, each in a thread of its own. */
final class AtOnce {
  private AtOnce() {}

  /** The results, in the order of the work. */
  static <T> List<T> run(List<Callable<T>> work) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService all = Executors.newFixedThreadPool(work.size())) {
      for (Future<T> one : all.invokeAll(work)) {
        results.add(one.get());
      }
    }
    return results;
  }

  /** The results of so many who do the same. */
  static <T> List<T> run(int workers, Callable<T> work) throws Exception {
    return run(Collections.nCopies(workers, work));
  }
}
