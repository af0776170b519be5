package io.tarn.catalog.messaging;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The audit topic, of one partition so that there is one order. Of several replicas one gets the
 * partition; where it stands only the audit table says, so nothing is committed to Kafka.
 */
final class AuditTopic implements AutoCloseable {
  private final TopicPartition partition;
  private final KafkaConsumer<String, String> consumer;
  private final Duration patience;
  private boolean assigned;

  /**
   * The topic's consumer.
   *
   * @param brokers how they are reached, TLS and SASL included
   * @param patience how long records may lie before they are fetched, unless there are many: an
   *     answer of its own for each would cost as much as the accesses themselves
   */
  AuditTopic(Map<String, Object> brokers, String topic, Duration patience) {
    this.patience = patience;
    this.partition = new TopicPartition(topic, 0);
    this.consumer =
        new KafkaConsumer<>(settings(brokers), new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(topic), new Assignment());
  }

  /** Makes the topic if it is not there. */
  static void create(Map<String, Object> brokers, String topic) {
    try (Admin admin = Admin.create(brokers)) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw new TarnException(
            ErrorKind.UNAVAILABLE, "The audit topic cannot be made.", null, refused);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> settings(Map<String, Object> brokers) {
    Map<String, Object> settings = new HashMap<>(brokers);
    settings.put("group.id", "catalog-service-" + partition.topic());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", "5000");
    settings.put("fetch.min.bytes", Integer.toString(1 << 20));
    settings.put("fetch.max.wait.ms", Long.toString(patience.toMillis()));
    return settings;
  }

  /** The next records; none while another replica has the partition. */
  List<ConsumerRecord<String, String>> poll() {
    return consumer.poll(patience).records(partition);
  }

  /** Whether the partition was given to this replica since last asked: it must find its place. */
  boolean isNewlyAssigned() {
    boolean now = assigned;
    assigned = false;
    return now;
  }

  void seek(long offset) {
    consumer.seek(partition, offset);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned |= partitions.contains(partition);
      if (consumer.partitionsFor(partition.topic()).size() != 1) {
        throw new TarnException(
            ErrorKind.INTERNAL,
            "Topic %s has several partitions, the audit chain needs one order."
                .formatted(partition.topic()),
            "Make the topic anew with one partition.");
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // What was polled and is not yet committed the next owner reads again.
    }
  }
}
