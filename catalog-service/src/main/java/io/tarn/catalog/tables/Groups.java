package io.tarn.catalog.tables;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Has work done in groups, one group of a key at a time: whoever comes while one is under way goes
 * with the next. The first of a group does the work for all.
 */
final class Groups<K, M> {
  private record Waiting<M>(M member, CompletableFuture<Boolean> leads) {}

  private final int size;
  private final Map<K, Queue<Waiting<M>>> queues = new HashMap<>();

  /**
   * @param size most members of a group
   */
  Groups(int size) {
    this.size = size;
  }

  /**
   * Returns once the member's group was worked on.
   *
   * @param meanwhile done before the wait, when there is one
   * @param work for a whole group; leaves each member's result with it
   */
  void join(K key, M member, Runnable meanwhile, Consumer<List<M>> work) {
    Waiting<M> mine = new Waiting<>(member, new CompletableFuture<>());
    enter(key, mine);
    if (!mine.leads().isDone()) {
      meanwhile.run();
    }
    if (mine.leads().join()) {
      List<Waiting<M>> group = next(key);
      try {
        work.accept(group.stream().map(Waiting::member).toList());
      } finally {
        group.forEach(done -> done.leads().complete(false));
        leave(key);
      }
    }
  }

  private synchronized void enter(K key, Waiting<M> mine) {
    Queue<Waiting<M>> queue = queues.get(key);
    if (queue == null) {
      queue = new ArrayDeque<>();
      queues.put(key, queue);
      mine.leads().complete(true);
    }
    queue.add(mine);
  }

  private synchronized List<Waiting<M>> next(K key) {
    Queue<Waiting<M>> queue = queues.get(key);
    List<Waiting<M>> group = new ArrayList<>();
    while (group.size() < size && !queue.isEmpty()) {
      group.add(queue.remove());
    }
    return group;
  }

  private synchronized void leave(K key) {
    Waiting<M> first = queues.get(key).peek();
    if (first == null) {
      queues.remove(key);
    } else {
      first.leads().complete(true);
    }
  }
}
