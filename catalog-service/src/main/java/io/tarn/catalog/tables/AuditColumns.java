package io.tarn.catalog.tables;

import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.model.event.Accessed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** An audit event as a row, and back. */
final class AuditColumns {
  static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "position", Types.LongType.get()),
          NestedField.required(2, "event_id", Types.StringType.get()),
          NestedField.required(3, "occurred_at", Types.TimestampType.withZone()),
          NestedField.required(4, "principal", Types.StringType.get()),
          NestedField.optional(5, "service", Types.StringType.get()),
          NestedField.optional(6, "action", Types.StringType.get()),
          NestedField.optional(
              7, "securables", Types.ListType.ofOptional(17, Types.StringType.get())),
          NestedField.required(8, "allowed", Types.BooleanType.get()),
          NestedField.optional(9, "reason", Types.StringType.get()),
          NestedField.optional(10, "query", Types.StringType.get()),
          NestedField.optional(11, "rows", Types.LongType.get()),
          NestedField.optional(12, "policy_version", Types.LongType.get()),
          NestedField.optional(13, "remote_address", Types.StringType.get()),
          NestedField.required(14, "source_offset", Types.LongType.get()),
          NestedField.required(15, "previous_hash", Types.StringType.get()),
          NestedField.required(16, "hash", Types.StringType.get()),
          NestedField.optional(18, "actor", Types.StringType.get()));

  /** Between the securables of a selected row; no name holds it. */
  private static final String SEPARATOR = "\u001f";

  /** What {@link #event} reads. */
  static final String SELECTED =
      "position, event_id, occurred_at, principal, service, action, array_to_string(securables, chr(31)),"
          + " allowed, reason, query, rows, policy_version, remote_address, source_offset,"
          + " previous_hash, hash, actor";

  private AuditColumns() {}

  static Object[] row(ChainedEvent chained) {
    Accessed event = chained.event();
    return new Object[] {
      chained.position(),
      event.eventId(),
      event.at(),
      event.principal(),
      event.service(),
      event.action(),
      event.securables(),
      event.allowed(),
      event.reason(),
      event.query(),
      event.rows(),
      event.policyVersion(),
      event.remoteAddress(),
      chained.offset(),
      chained.previousHash(),
      chained.hash(),
      event.actor()
    };
  }

  static ChainedEvent event(List<Object> row) {
    return new ChainedEvent(
        (Long) row.get(0),
        new Accessed(
            (String) row.get(1),
            instant(row.get(2)),
            (String) row.get(3),
            (String) row.get(4),
            (String) row.get(5),
            securables((String) row.get(6)),
            (Boolean) row.get(7),
            (String) row.get(8),
            (String) row.get(9),
            (Long) row.get(10),
            (Long) row.get(11),
            (String) row.get(12),
            (String) row.get(16)),
        (Long) row.get(13),
        (String) row.get(14),
        (String) row.get(15));
  }

  private static Instant instant(Object time) {
    return ((OffsetDateTime) time).toInstant();
  }

  private static List<String> securables(String joined) {
    return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1));
  }
}
