package io.tarn.tables;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The run of a step that made a commit.
 *
 * @param inputs each input table to the id of the snapshot that was read
 * @param columnLineage output column to the input columns it was made of, each {@code
 *     catalog.namespace.table.column}
 */
public record StepRun(
    String id,
    long manifestVersion,
    Map<TableName, Long> inputs,
    Map<String, List<String>> columnLineage) {
  public StepRun {
    Objects.requireNonNull(id, "id");
    inputs = Map.copyOf(inputs);
    columnLineage = Map.copyOf(columnLineage);
  }
}
