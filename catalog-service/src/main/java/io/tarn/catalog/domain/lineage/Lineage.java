package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows where tables and columns come from and what depends on them, as far as one may see. */
public class Lineage {
  private final LineageStore store;
  private final TableKinds kinds;
  private final AccessControl access;

  public Lineage(LineageStore store, TableKinds kinds, AccessControl access) {
    this.store = store;
    this.kinds = kinds;
    this.access = access;
  }

  /**
   * The tables around one.
   *
   * @param ways at least one
   * @param depth steps, at least 1
   * @throws TarnException NOT_FOUND when the caller may not see the table
   */
  public LineageGraph tables(Identity who, TableName start, Set<Direction> ways, int depth) {
    SeenNames names = new SeenNames(who, access);
    names.require(start);
    List<TableEdge> edges =
        ways.stream().flatMap(way -> store.tables(start, way, depth).stream()).distinct().toList();
    Set<TableName> tables =
        Stream.concat(
                Stream.of(start), edges.stream().flatMap(edge -> Stream.of(edge.from(), edge.to())))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<TableName, Long> newest =
        store.newestSnapshots(tables.stream().filter(names::sees).toList());
    Map<TableName, String> declared = kinds.declared();
    return new LineageGraph(
        tables.stream().map(table -> node(names, table, declared, newest.get(table))).toList(),
        edges.stream().map(edge -> edge(names, edge)).toList());
  }

  /**
   * The columns a column is computed from, or those computed from it, to any depth.
   *
   * @param ways at least one
   * @throws TarnException NOT_FOUND when the caller may not see the table
   */
  public List<ColumnEdge> columns(Identity who, Column start, Set<Direction> ways) {
    return columns(who, start.table(), ways, way -> store.columns(start, way));
  }

  /** The same of all columns of a table. */
  public List<ColumnEdge> columns(Identity who, TableName start, Set<Direction> ways) {
    return columns(who, start, ways, way -> store.columns(start, way));
  }

  private List<ColumnEdge> columns(
      Identity who,
      TableName table,
      Set<Direction> ways,
      Function<Direction, List<Derivation>> reached) {
    SeenNames names = new SeenNames(who, access);
    names.require(table);
    return ways.stream()
        .flatMap(way -> reached.apply(way).stream())
        .map(names::of)
        .distinct()
        .toList();
  }

  static LineageGraph.Node node(
      SeenNames names, TableName table, Map<TableName, String> declared, Long snapshot) {
    return names.sees(table)
        ? new LineageGraph.Node(
            names.of(table), declared.getOrDefault(table, TableKinds.UNDECLARED), snapshot)
        : new LineageGraph.Node(names.of(table), TableKinds.HIDDEN, null);
  }

  static LineageGraph.Edge edge(SeenNames names, TableEdge edge) {
    return new LineageGraph.Edge(
        names.of(edge.from()),
        names.of(edge.to()),
        edge.runId(),
        edge.snapshotId(),
        names.sees(edge.from()) ? edge.inputSnapshotId() : null);
  }

  /** A column is computed from another, by the names the caller may know. */
  public record ColumnEdge(SeenColumn from, SeenColumn to) {}
}
