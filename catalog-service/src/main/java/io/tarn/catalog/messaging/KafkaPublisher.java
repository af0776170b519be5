package io.tarn.catalog.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.tarn.catalog.domain.StoredEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Publishes events as CloudEvents in Kafka's binary mode. */
@ApplicationScoped
class KafkaPublisher implements EventPublisher {
  private static final URI SOURCE = URI.create("/catalog-service");

  /** A little more than the producer's own delivery timeout. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("outbox-sender").daemon().factory());
  private final MutinyEmitter<String> emitter;

  KafkaPublisher(
      @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<String> emitter) {
    this.emitter = emitter;
  }

  /**
   * Sends from a thread of its own: what sends asynchronously takes the caller's transaction along
   * to its threads, which the caller then could not end.
   */
  @Override
  public void publish(List<StoredEvent> events) {
    Future<?> sending = sender.submit(() -> send(events));
    try {
      sending.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while publishing", stopped);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("Kafka did not acknowledge", failed.getCause());
    }
  }

  @PreDestroy
  void stop() {
    sender.shutdownNow();
  }

  private void send(List<StoredEvent> events) {
    List<Uni<Void>> sent =
        events.stream()
            .map(event -> emitter.sendMessage(message(event)).memoize().indefinitely())
            .toList();
    // Subscribing is what sends: all of them first, in order, then the wait.
    sent.forEach(one -> one.subscribe().with(acknowledged -> {}, failure -> {}));
    Uni.join().all(sent).andFailFast().await().atMost(PATIENCE);
  }

  private static Message<String> message(StoredEvent event) {
    return Message.of(event.payload())
        .addMetadata(
            OutgoingKafkaRecordMetadata.builder()
                .withTopic(event.topic())
                .withKey(event.key())
                .build())
        .addMetadata(
            OutgoingCloudEventMetadata.builder()
                .withId("outbox-" + event.id())
                .withSource(SOURCE)
                .withType(event.type())
                .withSubject(event.key())
                .withTimestamp(event.at().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("sequence", Long.toString(event.sequence()))
                .build());
  }
}
