package io.tarn.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Wraps facts as CloudEvents in Kafka's binary mode. */
@ApplicationScoped
public class Facts {
  private final ObjectMapper json;
  private final URI source;

  Facts(ObjectMapper json, @ConfigProperty(name = "quarkus.application.name") String service) {
    this.json = json;
    this.source = URI.create("/" + service);
  }

  /**
   * A message for a channel that leads to a topic.
   *
   * @param type of the event, as in {@code io.tarn.steps.run-ended.v1}
   * @param key id of the thing the fact is about; orders the events about it
   */
  public Message<String> message(String type, String key, Object payload) {
    return Message.of(text(payload))
        .addMetadata(OutgoingKafkaRecordMetadata.builder().withKey(key).build())
        .addMetadata(
            OutgoingCloudEventMetadata.builder()
                .withId(UUID.randomUUID().toString())
                .withSource(source)
                .withType(type)
                .withSubject(key)
                .withTimestamp(ZonedDateTime.now(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .build());
  }

  private String text(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException notWritable) {
      throw new IllegalArgumentException("a fact must be a JSON value", notWritable);
    }
  }
}
