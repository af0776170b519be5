package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Shows where tables and columns come from and what depends on them, as far as one may see. */
public class Lineage {
  private final LineageStore store;
  private final CommitLog commits;
  private final TableKinds kinds;
  private final AccessControl access;

  public Lineage(LineageStore store, CommitLog commits, TableKinds kinds, AccessControl access) {
    this.store = store;
    this.commits = commits;
    this.kinds = kinds;
    this.access = access;
  }

  /**
   * The tables around one.
   *
   * @param depth steps, at least 1
   * @throws TarnException NOT_FOUND when the caller may not see the table
   */
  public LineageGraph tables(Identity who, TableName start, Direction direction, int depth) {
    requireSeen(who, start);
    List<TableEdge> edges = store.tables(start, direction, depth);
    Names names = new Names(who);
    Map<TableName, String> declared = kinds.declared();
    return new LineageGraph(
        Stream.concat(
                Stream.of(start), edges.stream().flatMap(edge -> Stream.of(edge.from(), edge.to())))
            .distinct()
            .map(table -> node(table, names, declared))
            .toList(),
        edges.stream()
            .map(
                edge ->
                    new LineageGraph.Edge(
                        names.of(edge.from()),
                        names.of(edge.to()),
                        edge.runId(),
                        edge.snapshotId()))
            .toList());
  }

  /**
   * The columns a column is computed from, or those computed from it, to any depth.
   *
   * @throws TarnException NOT_FOUND when the caller may not see the table
   */
  public List<ColumnEdge> columns(Identity who, Column start, Direction direction) {
    requireSeen(who, start.table());
    Names names = new Names(who);
    return store.columns(start, direction).stream()
        .map(each -> new ColumnEdge(names.of(each.from()), names.of(each.to())))
        .distinct()
        .toList();
  }

  private LineageGraph.Node node(TableName table, Names names, Map<TableName, String> declared) {
    if (!names.sees(table)) {
      return new LineageGraph.Node(names.of(table), TableKinds.HIDDEN, null);
    }
    Long snapshot = commits.newest(table).map(commit -> commit.event().snapshotId()).orElse(null);
    return new LineageGraph.Node(
        names.of(table), declared.getOrDefault(table, TableKinds.UNDECLARED), snapshot);
  }

  private void requireSeen(Identity who, TableName table) {
    if (!access.sees(who, table)) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "There is no table %s, or you may not see it.".formatted(table),
          "Look at GET /api/v1/tables.");
    }
  }

  /** A column is computed from another, by the names the caller may know. */
  public record ColumnEdge(String from, String to) {}

  /** Tables that may not be seen get a number, the same within one answer. */
  private final class Names {
    private final Identity who;
    private final Map<TableName, String> hidden = new HashMap<>();

    private Names(Identity who) {
      this.who = who;
    }

    private boolean sees(TableName table) {
      return access.sees(who, table);
    }

    private String of(TableName table) {
      return sees(table)
          ? table.toString()
          : hidden.computeIfAbsent(table, each -> "hidden:" + (hidden.size() + 1));
    }

    private String of(Column column) {
      return sees(column.table()) ? column.toString() : of(column.table());
    }
  }
}
