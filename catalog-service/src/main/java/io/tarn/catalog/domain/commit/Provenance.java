package io.tarn.catalog.domain.commit;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a writer said about where the rows come from; see "Commits" in docs/contracts.md.
 *
 * @param acceptedUpTo newest acceptance time among the rows, or null
 * @param runId the step run, or null
 * @param manifestVersion of the step, or null
 */
public record Provenance(
    Map<String, Range> positions,
    Map<TableName, Long> inputs,
    Map<String, List<String>> columnLineage,
    Instant acceptedUpTo,
    String runId,
    Long manifestVersion) {
  /** A writer that said nothing, such as another engine. */
  public static final Provenance NONE =
      new Provenance(Map.of(), Map.of(), Map.of(), null, null, null);

  public Provenance {
    positions = Map.copyOf(positions);
    inputs = Map.copyOf(inputs);
    columnLineage = Map.copyOf(columnLineage);
  }
}
