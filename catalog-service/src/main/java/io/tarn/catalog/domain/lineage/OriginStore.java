package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What the commits told of where their tables came from, at their time; outlives the tables. */
public interface OriginStore {
  /** The snapshot that was the state of a table at a moment. */
  Optional<TableSnapshot> at(TableName table, Instant moment);

  /** Whether a table ever had a snapshot. */
  boolean knows(TableSnapshot snapshot);

  /**
   * Of each snapshot the commit that made it or, when that named no inputs (as one that only
   * rewrote files), the newest before it that did.
   */
  Map<TableSnapshot, Origin> origins(Collection<TableSnapshot> snapshots);
}
