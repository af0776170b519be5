package io.tarn.catalog.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A table as it stands. Who may only browse it learns its name, its columns and their tags; the
 * rest is null.
 *
 * @param sequence of its newest commit; 0 before the first
 * @param freshnessSeconds since the newest record contained was accepted, or null when not known
 * @param freshnessTargetSeconds as its manifest wants it, or null
 * @param columns only of a single table
 */
record TableStatus(
    TableName name,
    Long rows,
    Long sequence,
    Long snapshotId,
    Instant committedAt,
    Instant acceptedUpTo,
    Double freshnessSeconds,
    Double freshnessTargetSeconds,
    Long files,
    RunEnded lastRun,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Column> columns) {
  /** The same for whoever may only browse it. */
  TableStatus browsed() {
    return new TableStatus(name, null, null, null, null, null, null, null, null, null, columns);
  }

  /**
   * A column.
   *
   * @param type as Iceberg writes it
   */
  record Column(String name, String type, Set<String> tags) {}
}
