package io.tarn.catalog.messaging;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.tarn.catalog.domain.StoredEvent;
import io.tarn.service.Outgoing;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Publishes events as CloudEvents in Kafka's binary mode. */
@ApplicationScoped
class KafkaPublisher implements EventPublisher {
  private static final URI SOURCE = URI.create("/catalog-service");

  /** A little more than the producer's own delivery timeout. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MutinyEmitter<String> channel;
  private final Outgoing outgoing;

  KafkaPublisher(
      @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<String> channel,
      Outgoing outgoing) {
    this.channel = channel;
    this.outgoing = outgoing;
  }

  @Override
  public void publish(List<StoredEvent> events) {
    CompletableFuture<?>[] sent =
        events.stream()
            .map(event -> outgoing.send(channel, message(event)))
            .toArray(CompletableFuture[]::new);
    try {
      allOrFirstFailure(sent).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while publishing", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("Kafka did not acknowledge", failed);
    }
  }

  /** While the caller waits it holds a lock: where one failed the others are not awaited. */
  private static CompletableFuture<?> allOrFirstFailure(CompletableFuture<?>[] sent) {
    CompletableFuture<Object> failure = new CompletableFuture<>();
    for (CompletableFuture<?> each : sent) {
      var unused =
          each.exceptionally(
              cause -> {
                failure.completeExceptionally(cause);
                return null;
              });
    }
    return CompletableFuture.anyOf(CompletableFuture.allOf(sent), failure);
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
