package io.tarn.service;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How Kafka's own clients reach the brokers: as channels do, TLS and SASL included. */
@ApplicationScoped
public class KafkaBrokers {
  private final Map<String, Object> settings;

  KafkaBrokers(
      @Identifier("default-kafka-broker") Map<String, Object> all,
      @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
    this.settings = new HashMap<>(all);
    // Among all, a variable of the environment may have won over a property of higher rank.
    settings.put("bootstrap.servers", servers);
  }

  /** All that {@code kafka.*} says, to add to. */
  public Map<String, Object> settings() {
    return new HashMap<>(settings);
  }
}
