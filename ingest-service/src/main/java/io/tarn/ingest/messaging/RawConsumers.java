package io.tarn.ingest.messaging;

import io.tarn.ingest.config.IngestConfig;
import io.tarn.model.TableName;
import io.tarn.service.KafkaBrokers;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the consumers that carry topics into bronze. */
@ApplicationScoped
public class RawConsumers {
  private final KafkaBrokers brokers;
  private final String instance;

  RawConsumers(KafkaBrokers brokers, IngestConfig config, PlatformConfig platform) {
    this.brokers = brokers;
    this.instance = config.instance().orElseGet(() -> host() + platform.dataDir().toAbsolutePath());
  }

  /** A consumer in the group of the source's writers. */
  public Consumer<byte[], byte[]> consumer(TableName source) {
    return new KafkaConsumer<>(
        settings(brokers.settings(), "tarn-bronze-" + source, id(instance)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * How such a consumer is set up.
   *
   * @param brokers how they are reached
   */
  public static Map<String, Object> settings(
      Map<String, Object> brokers, String group, String instance) {
    Map<String, Object> settings = new HashMap<>(brokers);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Where to begin is always said explicitly: from the catalog.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    return settings;
  }

  private static String id(String name) {
    return "ingest-"
        + UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
