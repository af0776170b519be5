package io.tarn.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;

/**
 * What a step's SQL comes to.
 *
 * @param schema columns of its table, in order; field ids are only placeholders
 * @param lineage output column to the input columns its values come from, each {@code
 *     catalog.namespace.table.column}, or {@code ….payload.field} for what was parsed
 * @param mustRefreshFully why new input rows alone never suffice; empty when they may
 */
public record StepShape(
    Schema schema, Map<String, List<String>> lineage, Optional<String> mustRefreshFully) {
  public StepShape {
    lineage = Map.copyOf(lineage);
  }
}
