package io.tarn.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.model.TableName;
import io.tarn.model.event.Accessed;
import io.tarn.model.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The audit events on the real topic, from now on. */
public final class AuditTrail implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer =
      new KafkaConsumer<>(
          Map.of("bootstrap.servers", Servers.kafka()),
          new StringDeserializer(),
          new StringDeserializer());
  private final List<Accessed> heard = new ArrayList<>();

  public AuditTrail() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Accessed.TOPIC).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** What ingest-service has written about a table so far. */
  public List<Accessed> about(TableName table) {
    consumer.poll(Duration.ofMillis(200)).forEach(event -> heard.add(read(event)));
    return heard.stream()
        .filter(event -> event.service().equals("ingest-service"))
        .filter(event -> event.securables().contains(table.toString()))
        .toList();
  }

  private static Accessed read(ConsumerRecord<String, String> event) {
    try {
      return Json.MAPPER.readValue(event.value(), Accessed.class);
    } catch (JsonProcessingException garbled) {
      throw new AssertionError(event.value(), garbled);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
