package io.tarn.engine.duckdb;

import io.tarn.engine.StepShape;
import io.tarn.model.manifest.SourceManifest.Format;
import io.tarn.model.manifest.TableManifest;
import io.tarn.model.manifest.TableManifest.OnViolation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A step whose SQL was checked and bound.
 *
 * @param columns what the SQL gives
 * @param sql in DuckDB's spelling; for a sourced step with {@link SourceColumns} at the end
 * @param sourced whether each output row knows the bronze record it came from
 * @param parsed alias to how its payloads are parsed
 * @param read alias to its columns that the SQL reads
 */
record BoundStep(
    TableManifest step,
    List<NestedField> columns,
    String sql,
    boolean sourced,
    Map<String, Parsing> parsed,
    Map<String, Set<String>> read,
    List<BoundCheck> checks,
    StepShape shape) {
  /** The fields of a payload that the SQL names. */
  record Parsing(Format format, List<String> fields) {}

  /**
   * A rule on single rows.
   *
   * @param sql its condition, checked
   * @param columns those it names
   */
  record BoundCheck(String name, String sql, List<String> columns, OnViolation onViolation) {
    /** True where the rule is broken; NULL is no proof. */
    String broken() {
      return "((%s) IS NOT TRUE)".formatted(sql);
    }
  }

  String driver() {
    return step.from().firstEntry().getKey();
  }

  boolean keyed() {
    return !step.key().isEmpty();
  }
}
