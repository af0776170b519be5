package io.tarn.catalog.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.model.event.Accessed;
import io.tarn.model.json.Json;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads audit events; what cannot be read is put on record as what it is, never left out. */
final class AuditRecords {
  private static final String SELF = "service:catalog-service";

  private AuditRecords() {}

  static Accessed event(ConsumerRecord<String, String> record) {
    try {
      Accessed event = Json.MAPPER.readValue(record.value(), Accessed.class);
      if (event.eventId() != null && event.at() != null && event.principal() != null) {
        return event;
      }
    } catch (JsonProcessingException | RuntimeException unreadable) {
      return unreadable(record, unreadable.getMessage());
    }
    return unreadable(record, "it lacks eventId, at or principal");
  }

  /** Says that records between two offsets are no longer in the topic. */
  static Accessed lost(long from, ConsumerRecord<String, String> next) {
    return note(
        next.topic() + "-lost-" + from,
        next,
        "LOST",
        "records %d to %d of the audit topic were gone before they were chained"
            .formatted(from, next.offset() - 1),
        null);
  }

  private static Accessed unreadable(ConsumerRecord<String, String> record, String why) {
    return note(
        record.topic() + "-unreadable-" + record.offset(),
        record,
        "UNREADABLE",
        "an audit event could not be read: " + why,
        record.value());
  }

  private static Accessed note(
      String id, ConsumerRecord<String, String> record, String action, String why, String text) {
    return new Accessed(
        id,
        Instant.ofEpochMilli(record.timestamp()),
        SELF,
        "catalog-service",
        action,
        List.of(),
        false,
        why,
        text,
        null,
        null,
        null,
        null);
  }
}
