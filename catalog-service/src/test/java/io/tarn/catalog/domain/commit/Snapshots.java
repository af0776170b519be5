package io.tarn.catalog.domain.commit;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Snapshots, put together word by word. */
record Snapshots(SnapshotFacts facts) {
  /** Adds rows to what its parent has. */
  static Snapshots append(long id, Long parent, long rows) {
    return of(id, parent, SnapshotFacts.APPEND, rows, 0);
  }

  static Snapshots of(long id, Long parent, String operation, long added, long removed) {
    return new Snapshots(
        new SnapshotFacts(
            id, parent, operation, added, removed, null, 1, Provenance.NONE, Map.of()));
  }

  Snapshots position(String key, long start, long end) {
    Map<String, Range> positions = new HashMap<>(facts.provenance().positions());
    positions.put(key, new Range(start, end));
    return with(
        new Provenance(
            positions,
            facts.provenance().inputs(),
            Map.of(),
            facts.provenance().acceptedUpTo(),
            null,
            null));
  }

  Snapshots accepted(Instant upTo) {
    Provenance said = facts.provenance();
    return with(new Provenance(said.positions(), said.inputs(), Map.of(), upTo, null, null));
  }

  Snapshots reading(Map<TableName, Long> inputs) {
    Provenance said = facts.provenance();
    return with(
        new Provenance(
            said.positions(),
            inputs,
            Map.of("sales", List.of("retail.bronze.orders.payload.sales")),
            said.acceptedUpTo(),
            "run-1",
            3L));
  }

  Snapshots total(long rows) {
    return new Snapshots(
        new SnapshotFacts(
            facts.id(),
            facts.parentId(),
            facts.operation(),
            facts.addedRows(),
            facts.removedRows(),
            rows,
            facts.dataFiles(),
            facts.provenance(),
            facts.summary()));
  }

  HistoryStep added() {
    return new HistoryStep.Added(facts);
  }

  HistoryStep rolledBack() {
    return new HistoryStep.RolledBack(facts);
  }

  private Snapshots with(Provenance provenance) {
    return new Snapshots(
        new SnapshotFacts(
            facts.id(),
            facts.parentId(),
            facts.operation(),
            facts.addedRows(),
            facts.removedRows(),
            facts.totalRows(),
            facts.dataFiles(),
            provenance,
            facts.summary()));
  }
}
