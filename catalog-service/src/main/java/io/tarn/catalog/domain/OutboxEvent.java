package io.tarn.catalog.domain;

import java.util.Objects;

/**
 * A fact that is announced on Kafka once the database change it belongs to is committed.
 *
 * @param key id of the thing the fact is about, the Kafka key; events of one key keep their order
 * @param sequence counts the facts of the key, so that receivers can tell a repetition
 * @param payload the record of {@code io.tarn.model.event} that becomes the JSON value
 */
public record OutboxEvent(String topic, String key, String type, long sequence, Object payload) {
  public OutboxEvent {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(payload, "payload");
  }
}
