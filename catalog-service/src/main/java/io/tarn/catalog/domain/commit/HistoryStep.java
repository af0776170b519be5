package io.tarn.catalog.domain.commit;

import java.util.Map;

/** One move of a table's main branch. */
public sealed interface HistoryStep {
  /** A new snapshot became the table's state. */
  record Added(SnapshotFacts snapshot) implements HistoryStep {}

  /** The table went back to a snapshot that was its state before. */
  record RolledBack(SnapshotFacts snapshot) implements HistoryStep {}

  /**
   * A table that existed elsewhere was taken up.
   *
   * @param ends per position key the newest end its snapshots tell of
   */
  record Registered(SnapshotFacts snapshot, Map<String, Long> ends) implements HistoryStep {}

  /** The table lost its state, and has no snapshot now. */
  record Emptied() implements HistoryStep {}
}
