package io.tarn.engine.duckdb;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** DuckDB's names for Iceberg's types. */
public final class DuckDbTypes {
  private DuckDbTypes() {}

  /**
   * The type as DuckDB SQL writes it.
   *
   * @throws TarnException UNPROCESSABLE for {@code time} and {@code timestamp_ns}, which Spark
   *     cannot read, and for types DuckDB has no counterpart of
   */
  public static String sql(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case DATE -> "DATE";
      case TIMESTAMP ->
          ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
      case STRING -> "VARCHAR";
      case UUID -> "UUID";
      case FIXED, BINARY -> "BLOB";
      case DECIMAL -> {
        Types.DecimalType decimal = (Types.DecimalType) type;
        yield "DECIMAL(%d,%d)".formatted(decimal.precision(), decimal.scale());
      }
      case STRUCT ->
          type.asStructType().fields().stream()
              .map(field -> quoted(field.name()) + " " + sql(field.type()))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
      case LIST -> sql(type.asListType().elementType()) + "[]";
      case MAP ->
          "MAP(%s, %s)"
              .formatted(sql(type.asMapType().keyType()), sql(type.asMapType().valueType()));
      case TIME, TIMESTAMP_NANO, VARIANT, GEOMETRY, GEOGRAPHY, UNKNOWN ->
          throw new TarnException(
              ErrorKind.UNPROCESSABLE,
              "a column of type %s cannot be written".formatted(type),
              "Cast it to text, a timestamp or a number.");
    };
  }

  /** An identifier that may hold any character. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text literal. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
