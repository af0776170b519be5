package io.tarn.catalog.domain;

import java.time.Instant;

/**
 * An event in the outbox.
 *
 * @param id grows; the same each time the event is delivered
 * @param payload JSON
 */
public record StoredEvent(
    long id, String topic, String key, String type, long sequence, String payload, Instant at) {}
