package io.tarn.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Hears what the catalog announces on the real Kafka, from now on. */
final class CommitEvents implements AutoCloseable {
  private static final String TOPIC = "tarn.table.commits";

  private final KafkaConsumer<String, String> consumer =
      new KafkaConsumer<>(
          Map.of(
              "bootstrap.servers",
              System.getenv("KAFKA_BOOTSTRAP_SERVERS"),
              "group.id",
              "test-" + UUID.randomUUID(),
              "enable.auto.commit",
              "false"),
          new StringDeserializer(),
          new StringDeserializer());
  private final List<ConsumerRecord<String, String>> heard = new ArrayList<>();

  CommitEvents() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(TOPIC, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Waits until so many events of a table were heard, and returns them in their order. */
  List<ConsumerRecord<String, String>> of(String table, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
              return heard.stream().filter(event -> table.equals(event.key())).toList();
            },
            events -> events.size() >= count);
  }

  static String header(ConsumerRecord<String, String> event, String name) {
    Header header = event.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
