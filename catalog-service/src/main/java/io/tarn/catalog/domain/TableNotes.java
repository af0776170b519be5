package io.tarn.catalog.domain;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of a table beside its data: from manifests, lineage and runs. */
public interface TableNotes {
  /** Tags of the columns that have some. */
  Map<String, Set<String>> tags(TableName table);

  Optional<RunEnded> lastRun(TableName table);

  /** How fresh the table's manifest wants it to be. */
  Optional<Duration> freshnessTarget(TableName table);
}
