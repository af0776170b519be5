package io.tarn.tables;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** What every bronze table looks like, as docs/contracts.md lays it down. */
public final class BronzeTable {
  /** The columns; a created table may number its fields otherwise: take ids from the table. */
  public static final Schema SCHEMA =
      new Schema(
          NestedField.optional(1, "payload", Types.StringType.get()),
          NestedField.optional(2, "payload_bytes", Types.BinaryType.get()),
          NestedField.optional(3, "content_type", Types.StringType.get()),
          NestedField.optional(
              4,
              "headers",
              Types.MapType.ofOptional(9, 10, Types.StringType.get(), Types.StringType.get())),
          NestedField.optional(5, "accepted_at", Types.TimestampType.withZone()),
          NestedField.optional(6, "origin", Types.StringType.get()),
          NestedField.optional(7, "source_partition", Types.IntegerType.get()),
          NestedField.optional(8, "source_offset", Types.LongType.get()));

  private BronzeTable() {}
}
