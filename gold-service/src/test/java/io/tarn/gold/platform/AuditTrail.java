package io.tarn.gold.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.model.TableName;
import io.tarn.model.event.Accessed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The audit events that were written after a moment. */
public final class AuditTrail implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<String, String> consumer;

  private AuditTrail(KafkaConsumer<String, String> consumer) {
    this.consumer = consumer;
  }

  public static AuditTrail fromNow() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP_SERVERS"));
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Accessed.TOPIC).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return new AuditTrail(consumer);
  }

  /** The next event about a table; it was written before the answer left. */
  public Map<String, Object> next(TableName table) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofMillis(200))) {
        if (event.value().contains("\"" + table + "\"")) {
          return read(event.value());
        }
      }
    }
    throw new AssertionError("nothing was written about " + table);
  }

  private static Map<String, Object> read(String event) {
    try {
      return JSON.readValue(event, new TypeReference<>() {});
    } catch (JsonProcessingException garbled) {
      throw new AssertionError(event, garbled);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
