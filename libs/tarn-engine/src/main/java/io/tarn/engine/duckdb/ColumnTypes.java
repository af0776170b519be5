package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Iceberg types for the columns of a query; {@link DuckDbTypes} is the way back. */
final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * The Iceberg type that holds a DuckDB type (in its JSON form) exactly.
   *
   * @param ids gives placeholders to nested fields
   * @throws TarnException UNPROCESSABLE when there is none that every engine can read
   */
  static Type iceberg(String column, JsonNode type, AtomicInteger ids) {
    JsonNode info = type.path("type_info");
    return switch (type.path("id").asText()) {
      case "BOOLEAN" -> Types.BooleanType.get();
      case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> Types.IntegerType.get();
      case "BIGINT", "UINTEGER" -> Types.LongType.get();
      case "UBIGINT" -> Types.DecimalType.of(20, 0);
      case "HUGEINT" -> Types.DecimalType.of(38, 0);
      case "FLOAT" -> Types.FloatType.get();
      case "DOUBLE" -> Types.DoubleType.get();
      case "DECIMAL" ->
          Types.DecimalType.of(info.path("width").asInt(), info.path("scale").asInt());
      case "DATE" -> Types.DateType.get();
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> Types.TimestampType.withoutZone();
      case "TIMESTAMP WITH TIME ZONE" -> Types.TimestampType.withZone();
      case "VARCHAR", "UUID", "ENUM" -> Types.StringType.get();
      case "BLOB" -> Types.BinaryType.get();
      case "LIST" -> {
        int id = ids.incrementAndGet();
        yield Types.ListType.ofOptional(id, iceberg(column, info.path("child_type"), ids));
      }
      case "STRUCT" -> Types.StructType.of(fields(column, info.path("child_types"), ids));
      case "MAP" -> {
        List<NestedField> entry =
            fields(column, info.path("child_type").path("type_info").path("child_types"), ids);
        yield Types.MapType.ofOptional(
            entry.get(0).fieldId(),
            entry.get(1).fieldId(),
            entry.get(0).type(),
            entry.get(1).type());
      }
      case "TIMESTAMP_NS" ->
          throw refused(column, "TIMESTAMP_NS, which Spark cannot read", "Cast it to TIMESTAMP.");
      case "TIME", "TIME WITH TIME ZONE", "TIME_NS" ->
          throw refused(
              column, "TIME, which Spark cannot read", "Keep it as text, or as a time of a day.");
      case "NULL", "\"NULL\"" -> throw refused(column, "no type", "Cast it, as in NULL::VARCHAR.");
      default -> throw refused(column, type.path("id").asText(), "Cast it to another type.");
    };
  }

  private static List<NestedField> fields(String column, JsonNode children, AtomicInteger ids) {
    List<NestedField> fields = new ArrayList<>();
    for (JsonNode child : children) {
      int id = ids.incrementAndGet();
      fields.add(
          NestedField.optional(
              id, child.path("first").asText(), iceberg(column, child.path("second"), ids)));
    }
    return fields;
  }

  private static TarnException refused(String column, String type, String hint) {
    return new TarnException(
        ErrorKind.UNPROCESSABLE, "Column '%s' has %s.".formatted(column, "type " + type), hint);
  }
}
