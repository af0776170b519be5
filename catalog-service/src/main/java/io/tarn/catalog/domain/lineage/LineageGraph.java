package io.tarn.catalog.domain.lineage;

import java.util.List;

/** Tables and what is computed from what, as one caller may see it. */
public record LineageGraph(List<Node> nodes, List<Edge> edges) {
  /**
   * A table.
   *
   * @param table its name, or {@code hidden:N} where the caller may not know it
   * @param kind of the manifest that declares it; see {@link TableKinds}
   * @param snapshotId the newest, or null when there is none or it may not be known
   */
  public record Node(String table, String kind, Long snapshotId) {}

  /**
   * One table was computed from another; the run and snapshot are the newest that did.
   *
   * @param inputSnapshotId of the other table, that was read; null where it may not be known
   */
  public record Edge(String from, String to, String runId, long snapshotId, Long inputSnapshotId) {}

  public LineageGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }
}
