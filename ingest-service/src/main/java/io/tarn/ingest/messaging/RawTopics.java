package io.tarn.ingest.messaging;

import io.tarn.ingest.config.IngestConfig;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.service.KafkaBrokers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of sources: made when a source is declared, never deleted. */
@ApplicationScoped
public class RawTopics {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ENVELOPE_BYTES = 64 * 1024;

  private final Admin admin;
  private final long maxMessageBytes;

  RawTopics(KafkaBrokers brokers, IngestConfig config) {
    Map<String, Object> settings = brokers.settings();
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    this.admin = Admin.create(settings);
    this.maxMessageBytes = config.maxRecord().asLongValue() + ENVELOPE_BYTES;
  }

  /** Name of a source's topic. */
  public static String name(TableName source) {
    return "tarn.raw." + source;
  }

  /**
   * Makes the topic, or gives it more partitions if the manifest now asks for more. It keeps those
   * it has when the manifest asks for fewer: Kafka cannot take partitions away.
   *
   * @throws TarnException UNAVAILABLE when Kafka is away
   */
  public void ensure(SourceManifest source) {
    String topic = name(source.table());
    int partitions = source.partitions();
    int present = partitions(topic);
    if (present == 0) {
      NewTopic wanted =
          new NewTopic(topic, Optional.of(partitions), Optional.empty())
              .configs(
                  Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxMessageBytes)));
      done(topic, admin.createTopics(List.of(wanted)).all(), TopicExistsException.class);
    } else if (present < partitions) {
      done(
          topic,
          admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all(),
          TopicExistsException.class);
    }
  }

  /**
   * Asks Kafka something small.
   *
   * @throws TarnException UNAVAILABLE when it does not answer
   */
  public void ping() {
    done("the cluster", admin.describeCluster().clusterId(), TopicExistsException.class);
  }

  private int partitions(String topic) {
    return done(
            topic,
            admin.describeTopics(List.of(topic)).allTopicNames(),
            UnknownTopicOrPartitionException.class)
        .map(described -> described.get(topic).partitions().size())
        .orElse(0);
  }

  private static <T> Optional<T> done(
      String what, KafkaFuture<T> future, Class<? extends Exception> harmless) {
    try {
      return Optional.ofNullable(future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (harmless.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw unavailable(what, e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(what, e);
    }
  }

  private static TarnException unavailable(String what, Throwable cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "Kafka does not answer about %s: %s".formatted(what, cause),
        "Is Kafka up?",
        cause);
  }

  @PreDestroy
  void close() {
    admin.close(TIMEOUT);
  }
}
