package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows where tables and columns came from, as of one of their snapshots: by the inputs' snapshots
 * that the commits named, to any depth. A table that was read in two states is there twice.
 */
public class PastLineage {
  private final OriginStore store;
  private final TableKinds kinds;
  private final AccessControl access;

  public PastLineage(OriginStore store, TableKinds kinds, AccessControl access) {
    this.store = store;
    this.kinds = kinds;
    this.access = access;
  }

  /**
   * The snapshot that was a table's state.
   *
   * @throws TarnException NOT_FOUND when the caller may not see the table, or it had no snapshot
   *     yet
   */
  public TableSnapshot at(Identity who, TableName table, Instant moment) {
    new SeenNames(who, access).require(table);
    return store
        .at(table, moment)
        .orElseThrow(() -> missing("%s had no snapshot at %s.".formatted(table, moment)));
  }

  /**
   * The tables a snapshot was computed from.
   *
   * @param depth steps, at least 1
   * @throws TarnException NOT_FOUND when the caller may not see the table, or it never had the
   *     snapshot
   */
  public LineageGraph tables(Identity who, TableSnapshot start, int depth) {
    SeenNames names = names(who, start);
    Map<TableName, String> declared = kinds.declared();
    Set<TableSnapshot> seen = new LinkedHashSet<>(List.of(start));
    List<LineageGraph.Edge> edges = new ArrayList<>();
    Collection<TableSnapshot> level = List.of(start);
    for (int step = 0; step < depth && !level.isEmpty(); step++) {
      Set<TableSnapshot> next = new LinkedHashSet<>();
      store
          .origins(level)
          .forEach(
              (output, origin) ->
                  origin
                      .inputs()
                      .forEach(
                          (input, snapshot) -> {
                            edges.add(edge(names, output, origin, input, snapshot));
                            next.add(new TableSnapshot(input, snapshot));
                          }));
      next.removeIf(each -> !seen.add(each));
      level = next;
    }
    return new LineageGraph(
        seen.stream()
            .map(each -> Lineage.node(names, each.table(), declared, each.snapshotId()))
            .toList(),
        edges);
  }

  /**
   * The columns that a column of a snapshot was computed from.
   *
   * @throws TarnException NOT_FOUND as for tables
   */
  public List<Lineage.ColumnEdge> columns(Identity who, TableSnapshot start, Column column) {
    SeenNames names = names(who, start);
    Set<Derivation> derivations = new LinkedHashSet<>();
    Set<PastColumn> seen = new HashSet<>();
    Collection<PastColumn> level = List.of(new PastColumn(start, column));
    while (!level.isEmpty()) {
      Map<TableSnapshot, Origin> origins =
          store.origins(level.stream().map(PastColumn::snapshot).distinct().toList());
      Set<PastColumn> next = new LinkedHashSet<>();
      for (PastColumn each : level) {
        Origin origin = origins.get(each.snapshot());
        if (origin != null) {
          for (Derivation derivation : each.derivations(origin)) {
            derivations.add(derivation);
            each.source(derivation, origin).filter(seen::add).ifPresent(next::add);
          }
        }
      }
      level = next;
    }
    return derivations.stream().map(names::of).distinct().toList();
  }

  private SeenNames names(Identity who, TableSnapshot start) {
    SeenNames names = new SeenNames(who, access);
    names.require(start.table());
    if (!store.knows(start)) {
      throw missing("%s never had a snapshot %d.".formatted(start.table(), start.snapshotId()));
    }
    return names;
  }

  private static LineageGraph.Edge edge(
      SeenNames names, TableSnapshot output, Origin origin, TableName input, long snapshot) {
    return Lineage.edge(
        names, new TableEdge(input, output.table(), origin.runId(), origin.snapshotId(), snapshot));
  }

  private static TarnException missing(String what) {
    return new TarnException(
        ErrorKind.NOT_FOUND, what, "Look at GET /api/v1/tables/{table}/commits.");
  }
}
