package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.Set;

/**
 * What somebody says that a run of an engine of theirs has read and written.
 *
 * @param runId theirs
 * @param columns derivations of the output's columns, as far as they are told
 */
public record ReportedRun(
    String runId, TableName output, Set<TableName> inputs, Set<Derivation> columns) {
  public ReportedRun {
    inputs = Set.copyOf(inputs);
    columns = Set.copyOf(columns);
  }
}
