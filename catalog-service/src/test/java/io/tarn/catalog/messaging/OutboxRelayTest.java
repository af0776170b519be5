package io.tarn.catalog.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.OutboxQueue;
import io.tarn.catalog.domain.StoredEvent;
import io.tarn.catalog.domain.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The relay loses nothing and keeps the order, whatever fails. */
class OutboxRelayTest {
  private final MemoryQueue queue = new MemoryQueue();
  private final MemoryTopic topic = new MemoryTopic();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final OutboxRelay relay =
      new OutboxRelay(
          queue, topic, queue, new Options(Duration.ofSeconds(1), Duration.ZERO), metrics);

  @Test
  void eventsLeaveInOrderAndOnlyThen() {
    queue.add(1, 2, 3);

    relay.drain();

    assertThat(topic.delivered).containsExactly(1L, 2L, 3L);
    assertThat(queue.waiting).isEmpty();
  }

  @Test
  void whatKafkaDidNotAcknowledgeStaysAndComesAgainInOrder() {
    queue.add(1, 2, 3);
    topic.failAfter = 2;
    assertThatThrownBy(relay::drain).hasMessage("Kafka is away");
    assertThat(queue.waiting).extracting(StoredEvent::id).containsExactly(1L, 2L, 3L);
    assertThat(metrics.get("tarn.catalog.outbox.backlog").gauge().value()).isEqualTo(3);
    topic.failAfter = Integer.MAX_VALUE;

    relay.drain();

    assertThat(topic.delivered).containsExactly(1L, 2L, 1L, 2L, 3L);
    assertThat(queue.waiting).isEmpty();
    assertThat(metrics.get("tarn.catalog.outbox.backlog").gauge().value()).isZero();
  }

  @Test
  void aRelayThatDiesBeforeItsTransactionEndsDeliversAgain() {
    queue.add(1, 2);
    queue.dieBeforeCommit = true;
    assertThatThrownBy(relay::drain).hasMessage("killed");
    queue.dieBeforeCommit = false;

    relay.drain();

    assertThat(topic.delivered).containsExactly(1L, 2L, 1L, 2L);
  }

  @Test
  void aLongBacklogIsSentInOneGo() {
    queue.add(LongStream.rangeClosed(1, 1203).toArray());

    relay.drain();

    assertThat(topic.delivered).hasSize(1203).isSorted();
  }

  private record Options(Duration period, Duration pause) implements CatalogConfig.Relay {}

  /** A queue whose transactions undo what they did when they fail. */
  private static final class MemoryQueue implements OutboxQueue, Transactions {
    List<StoredEvent> waiting = new ArrayList<>();
    boolean dieBeforeCommit;

    void add(long... ids) {
      for (long id : ids) {
        waiting.add(new StoredEvent(id, "topic", "key", "type", id, "{}", Instant.EPOCH));
      }
    }

    @Override
    public List<StoredEvent> take(int limit) {
      List<StoredEvent> oldest = waiting.subList(0, Math.min(limit, waiting.size()));
      List<StoredEvent> taken = List.copyOf(oldest);
      oldest.clear();
      return taken;
    }

    @Override
    public long backlog() {
      return waiting.size();
    }

    @Override
    public <T> T run(Supplier<T> work) {
      List<StoredEvent> before = new ArrayList<>(waiting);
      try {
        T result = work.get();
        if (dieBeforeCommit) {
          throw new IllegalStateException("killed");
        }
        return result;
      } catch (RuntimeException failure) {
        waiting = before;
        throw failure;
      }
    }
  }

  private static final class MemoryTopic implements EventPublisher {
    final List<Long> delivered = new ArrayList<>();
    int failAfter = Integer.MAX_VALUE;

    @Override
    public void publish(List<StoredEvent> events) {
      for (StoredEvent event : events) {
        if (delivered.size() >= failAfter) {
          throw new IllegalStateException("Kafka is away");
        }
        delivered.add(event.id());
      }
    }
  }
}
