package io.tarn.ingest.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tarn.ingest.Servers;
import io.tarn.ingest.messaging.RawTopics;
import io.tarn.model.TableName;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** ingest-service while its audit events cannot be written, and all else can. */
@RealServers
@QuarkusTest
@TestProfile(AuditAwayIT.Away.class)
@QuarkusTestResource(RealCatalog.class)
class AuditAwayIT {
  /** Port 1 of this machine, where nobody listens. */
  public static class Away implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("mp.messaging.outgoing.audit.bootstrap.servers", "127.0.0.1:1");
    }
  }

  @ConfigProperty(name = "tarn.catalog-url")
  URI catalog;

  private final TableName source = new TableName("push", "bronze", Servers.unique("orders"));

  @Test
  void what_cannot_be_written_down_is_not_accepted() {
    new Platform(catalog).declare("push", source.table());
    await().atMost(Duration.ofSeconds(60)).until(() -> !partitions().isEmpty());

    for (int i = 0; i < 2; i++) {
      given()
          .auth()
          .oauth2(Tokens.ofUser("engineer"))
          .body("x")
          .post("/push/" + source.table())
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .body("detail", containsString("audit log"));
    }

    try (KafkaConsumer<byte[], byte[]> topic = consumer()) {
      assertThat(topic.endOffsets(partitions()).values()).containsOnly(0L);
    }
  }

  private List<TopicPartition> partitions() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.listTopics().getOrDefault(RawTopics.name(source), List.of()).stream()
          .map(one -> new TopicPartition(one.topic(), one.partition()))
          .toList();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", Servers.kafka()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
