package io.tarn.catalog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of the real Kafka, written as any service writes it. */
record Topic(String name) {
  void send(List<String> values) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP_SERVERS")),
            new StringSerializer(),
            new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(name, "key", value)).get();
      }
    } catch (ExecutionException | InterruptedException lost) {
      throw new IllegalStateException(lost);
    }
  }
}
