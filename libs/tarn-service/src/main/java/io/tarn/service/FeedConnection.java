package io.tarn.service;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Tells when a feed is joined; joining takes seconds, in which events pass by unheard. */
@ApplicationScoped
@Identifier("feeds")
class FeedConnection implements KafkaConsumerRebalanceListener {
  private final Event<FeedConnected> connected;

  FeedConnection(Event<FeedConnected> connected) {
    this.connected = connected;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    // Asking for the position settles it: without, it would be settled some time later.
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    connected.fire(new FeedConnected());
  }
}
