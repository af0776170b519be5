package io.tarn.ingest.messaging;

import io.tarn.ingest.config.IngestConfig;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.service.KafkaBrokers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts pushed records on their source's topic and waits until every replica in sync has them. */
@ApplicationScoped
public class RawProducer {
  /** Kafka header that says when the request was taken in; ISO instant. */
  public static final String ACCEPTED_AT = "tarn-accepted-at";

  /** Kafka header with the payload's media type. */
  public static final String CONTENT_TYPE = "content-type";

  private final Producer<byte[], byte[]> producer;

  /** Where a record went. */
  public record Accepted(int partition, long offset) {}

  RawProducer(KafkaBrokers brokers, IngestConfig config) {
    Map<String, Object> settings = brokers.settings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) config.maxRequest().asLongValue());
    // The sender waits for the answer, and will rather ask again than hang.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends payloads in their order and waits for all of them.
   *
   * @throws TarnException UNAVAILABLE when Kafka did not acknowledge all in about five seconds;
   *     some may be there then. TOO_LARGE when Kafka takes no record of that size
   */
  public List<Accepted> send(TableName source, List<byte[]> payloads, Map<String, String> headers) {
    String topic = RawTopics.name(source);
    String now = Instant.now().toString();
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>(payloads.size());
      for (byte[] payload : payloads) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, payload);
        headers.forEach((name, value) -> header(record, name, value));
        header(record, ACCEPTED_AT, now);
        sent.add(producer.send(record));
      }
      List<Accepted> accepted = new ArrayList<>(sent.size());
      for (Future<RecordMetadata> one : sent) {
        RecordMetadata where = one.get();
        accepted.add(new Accepted(where.partition(), where.offset()));
      }
      return accepted;
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (KafkaException e) {
      throw refused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(e);
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static TarnException refused(Throwable cause) {
    if (cause instanceof RecordTooLargeException) {
      return new TarnException(
          ErrorKind.TOO_LARGE, "Kafka takes no record this large", "Send smaller records.", cause);
    }
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "Kafka did not acknowledge: " + cause.getMessage(),
        "Send it again; a record that did arrive will then be there twice.",
        cause);
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
