package io.tarn.engine.duckdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** How the fields of an Iceberg schema are named to DuckDB's {@code COPY}, and in its answer. */
final class FieldIds {
  private FieldIds() {}

  /** The value of {@code FIELD_IDS}: every field, nested ones too, with its id. */
  static String clause(Schema schema) {
    return struct(schema.columns(), "");
  }

  /** Every field by the path {@code RETURN_STATS} gives it, as {@code "headers"."key"}. */
  static Map<String, NestedField> byPath(Schema schema) {
    Map<String, NestedField> fields = new LinkedHashMap<>();
    schema.columns().forEach(field -> collect("", field, fields));
    return fields;
  }

  private static String struct(List<NestedField> fields, String ownId) {
    return fields.stream()
        .map(field -> DuckDbTypes.literal(field.name()) + ": " + value(field))
        .collect(Collectors.joining(", ", "{" + ownId, "}"));
  }

  private static String value(NestedField field) {
    return field.type().isPrimitiveType()
        ? Integer.toString(field.fieldId())
        : struct(children(field.type()), "__duckdb_field_id: %d, ".formatted(field.fieldId()));
  }

  private static void collect(String parent, NestedField field, Map<String, NestedField> fields) {
    String path = parent + DuckDbTypes.quoted(field.name());
    fields.put(path, field);
    if (!field.type().isPrimitiveType()) {
      children(field.type()).forEach(child -> collect(path + ".", child, fields));
    }
  }

  /** Iceberg names the parts of lists and maps as Parquet and DuckDB do: element, key, value. */
  private static List<NestedField> children(Type type) {
    return type.asNestedType().fields();
  }
}
