package io.tarn.engine.duckdb;

import io.tarn.tables.BronzeTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The columns that say which bronze record a row came from. */
final class SourceColumns {
  /** Place of a row in the files a run reads: file number << 40 | row number. */
  static final String AT = "__at";

  /** As they are called in a keyed table. */
  static final List<String> NAMES = List.of("source_partition", "source_offset", "accepted_at");

  /** As they travel through a step's SQL, where its own columns may be called otherwise. */
  static final List<String> CARRIED =
      List.of(AT, "__source_partition", "__source_offset", "__accepted_at");

  private SourceColumns() {}

  static List<NestedField> fields() {
    return List.of(
        NestedField.optional(1, NAMES.get(0), Types.IntegerType.get()),
        NestedField.optional(2, NAMES.get(1), Types.LongType.get()),
        NestedField.optional(3, NAMES.get(2), Types.TimestampType.withZone()));
  }

  static boolean isBronze(Schema schema) {
    Set<String> names =
        schema.columns().stream().map(NestedField::name).collect(Collectors.toSet());
    return BronzeTable.SCHEMA.columns().stream().map(NestedField::name).allMatch(names::contains);
  }
}
