package io.tarn.catalog.tables;

import io.tarn.catalog.domain.commit.HistoryStep;
import io.tarn.catalog.domain.commit.Range;
import io.tarn.catalog.domain.commit.SnapshotFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/**
 * How a table's main branch moved between two versions of its metadata. Other branches are drafts:
 * their snapshots count once main comes to contain them.
 */
final class MainBranch {
  private MainBranch() {}

  /**
   * The moves, oldest first.
   *
   * @param base null for a new table
   */
  static List<HistoryStep> moves(TableMetadata base, TableMetadata updated) {
    Snapshot before = base == null ? null : base.currentSnapshot();
    Snapshot now = updated.currentSnapshot();
    if (now == null) {
      return before == null ? List.of() : List.of(new HistoryStep.Emptied());
    }
    if (before != null && before.snapshotId() == now.snapshotId()) {
      return List.of();
    }
    Set<Long> past = before == null ? Set.of() : ids(base, before);
    Deque<HistoryStep> moves = new ArrayDeque<>();
    Snapshot walked = now;
    while (walked != null && !past.contains(walked.snapshotId())) {
      moves.addFirst(new HistoryStep.Added(SnapshotReader.facts(walked)));
      Long parent = walked.parentId();
      walked = parent == null ? null : parent(parent, base, updated);
    }
    if (before != null && walked != null && walked.snapshotId() != before.snapshotId()) {
      moves.addFirst(new HistoryStep.RolledBack(SnapshotReader.facts(walked)));
    }
    return List.copyOf(moves);
  }

  /**
   * A table that comes with a history made elsewhere: its state, and the ends the history tells.
   */
  static List<HistoryStep> registered(TableMetadata metadata) {
    if (metadata.currentSnapshot() == null) {
      return List.of();
    }
    List<SnapshotFacts> newestFirst = new ArrayList<>();
    for (Snapshot walked = metadata.currentSnapshot();
        walked != null;
        walked = walked.parentId() == null ? null : metadata.snapshot(walked.parentId())) {
      newestFirst.add(SnapshotReader.facts(walked));
    }
    Map<String, Long> ends = new HashMap<>();
    for (SnapshotFacts snapshot : newestFirst) {
      Map<String, Range> positions = snapshot.provenance().positions();
      positions.forEach((key, range) -> ends.putIfAbsent(key, range.end()));
    }
    return List.of(new HistoryStep.Registered(newestFirst.getFirst(), ends));
  }

  private static Snapshot parent(long id, TableMetadata base, TableMetadata updated) {
    Snapshot kept = updated.snapshot(id);
    return kept != null || base == null ? kept : base.snapshot(id);
  }

  private static Set<Long> ids(TableMetadata metadata, Snapshot newest) {
    Set<Long> ids = new HashSet<>();
    Snapshot walked = newest;
    while (walked != null && ids.add(walked.snapshotId())) {
      walked = walked.parentId() == null ? null : metadata.snapshot(walked.parentId());
    }
    return ids;
  }
}
