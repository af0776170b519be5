package io.tarn.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the events that were sent. Thread-safe. */
final class PushLog {
  /**
   * An event is in Kafka.
   *
   * @param event its number in the load
   * @param at when the answer came
   */
  record Acknowledgment(int event, Instant at, int partition, long offset) {
    String position() {
      return partition + ":" + offset;
    }
  }

  private final List<Acknowledgment> acknowledgments = new ArrayList<>();
  private final Map<Integer, Integer> uncertain = new TreeMap<>();

  synchronized void acknowledged(Acknowledgment acknowledgment) {
    acknowledgments.add(acknowledgment);
  }

  /** One attempt at an event ended without an answer that says what became of it. */
  synchronized void uncertain(int event) {
    uncertain.merge(event, 1, Integer::sum);
  }

  synchronized List<Acknowledgment> acknowledgments() {
    return List.copyOf(acknowledgments);
  }

  synchronized int acknowledgedCount() {
    return acknowledgments.size();
  }

  /** Event to the number of attempts that may have landed beside the acknowledged one. */
  synchronized Map<Integer, Integer> uncertain() {
    return Map.copyOf(uncertain);
  }

  /** Partition to the end (exclusive) of what was acknowledged in it. */
  synchronized Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new TreeMap<>();
    acknowledgments.forEach(one -> ends.merge(one.partition(), one.offset() + 1, Long::max));
    return ends;
  }
}
