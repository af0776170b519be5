package io.tarn.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaBrokersTest {
  @Test
  void clientsReachBrokersAsChannelsDoButWhereTheConfigurationSays() {
    KafkaBrokers brokers =
        new KafkaBrokers(
            Map.of("bootstrap.servers", "environment:9092", "security.protocol", "SASL_SSL"),
            "property:9092");

    assertThat(brokers.settings())
        .isEqualTo(Map.of("bootstrap.servers", "property:9092", "security.protocol", "SASL_SSL"));
  }
}
