package io.tarn.engine.duckdb;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Iceberg's metrics of a data file from what {@code COPY … (RETURN_STATS)} says of its columns. */
final class ColumnStatistics {
  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private final Map<Integer, Long> notANumbers = new HashMap<>();
  private final Map<Integer, ByteBuffer> lower = new HashMap<>();
  private final Map<Integer, ByteBuffer> upper = new HashMap<>();
  private final Set<Integer> repeated;

  private ColumnStatistics(Schema schema) {
    this.repeated = repeated(schema);
  }

  /**
   * @param columns path of the column, as {@code "headers"."key"}, to statistic to text
   */
  static Metrics metrics(Schema schema, long rows, Map<?, ?> columns) {
    ColumnStatistics statistics = new ColumnStatistics(schema);
    FieldIds.byPath(schema)
        .forEach(
            (path, field) -> {
              if (field.type().isPrimitiveType() && columns.get(path) instanceof Map<?, ?> said) {
                statistics.add(field, said);
              }
            });
    return new Metrics(
        rows,
        statistics.sizes,
        statistics.values,
        statistics.nulls,
        statistics.notANumbers,
        statistics.lower,
        statistics.upper);
  }

  private void add(NestedField field, Map<?, ?> said) {
    count(sizes, field, said.get("column_size_bytes"));
    count(values, field, said.get("num_values"));
    count(nulls, field, said.get("null_count"));
    count(notANumbers, field, said.get("nan_count"));
    if (!repeated.contains(field.fieldId())
        && said.get("min") instanceof String min
        && said.get("max") instanceof String max) {
      Type type = field.type();
      ColumnBounds.lower(type, min).ifPresent(bound -> lower.put(field.fieldId(), bound));
      ColumnBounds.upper(type, max).ifPresent(bound -> upper.put(field.fieldId(), bound));
    }
  }

  private static void count(Map<Integer, Long> counts, NestedField field, Object said) {
    if (said != null) {
      counts.put(field.fieldId(), Long.valueOf(said.toString()));
    }
  }

  /** Fields inside lists and maps, which have no bounds in Iceberg. */
  private static Set<Integer> repeated(Schema schema) {
    Set<Integer> repeated = new HashSet<>();
    collect(schema.columns(), false, repeated);
    return repeated;
  }

  private static void collect(List<NestedField> fields, boolean inside, Set<Integer> repeated) {
    for (NestedField field : fields) {
      if (inside) {
        repeated.add(field.fieldId());
      }
      if (field.type().isNestedType()) {
        collect(
            field.type().asNestedType().fields(), inside || !field.type().isStructType(), repeated);
      }
    }
  }
}
