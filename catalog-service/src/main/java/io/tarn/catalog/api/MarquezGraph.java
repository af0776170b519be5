package io.tarn.catalog.api;

import static java.util.stream.Collectors.groupingBy;

import io.tarn.catalog.domain.lineage.Lineage.ColumnEdge;
import io.tarn.catalog.domain.lineage.LineageGraph;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lineage as <a href="https://marquezproject.github.io/marquez/openapi.html">Marquez</a> answers
 * it. A job is called like the table it computes. A table that the caller may not see is called
 * {@code hidden:N}, and stands for its columns.
 */
record MarquezGraph(List<Node> graph) {
  /**
   * A table, what computes it, or a column.
   *
   * @param data {@link Table}, {@link Job} or {@link Field}
   */
  record Node(NodeId id, NodeId.Type type, Object data, List<Edge> inEdges, List<Edge> outEdges) {}

  /** As data flows. */
  record Edge(NodeId origin, NodeId destination) {}

  /** A name within a namespace. */
  record Id(String namespace, String name) {}

  /** Of a node DATASET. */
  record Table(Id id, String type, String namespace, String name, String physicalName) {}

  /** Of a node JOB. */
  record Job(
      Id id, String type, String namespace, String name, List<Id> inputs, List<Id> outputs) {}

  /** Of a node DATASET_FIELD, whose {@code field} is the path of the column in its table. */
  record Field(String namespace, String dataset, String field, List<Source> inputFields) {}

  /** What a column is computed from; {@code field} is null where the table is hidden. */
  record Source(String namespace, String dataset, String field) {}

  static MarquezGraph ofTables(String namespace, LineageGraph lineage) {
    Set<Edge> edges =
        lineage.edges().stream()
            .flatMap(
                each -> {
                  NodeId job = NodeId.job(namespace, each.to());
                  return Stream.of(
                      new Edge(NodeId.dataset(namespace, each.from()), job),
                      new Edge(job, NodeId.dataset(namespace, each.to())));
                })
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return of(lineage.nodes().stream().map(node -> NodeId.dataset(namespace, node.table())), edges);
  }

  static MarquezGraph ofColumns(String namespace, List<ColumnEdge> derivations) {
    Set<Edge> edges =
        derivations.stream()
            .map(
                each ->
                    new Edge(
                        NodeId.column(namespace, each.from()), NodeId.column(namespace, each.to())))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return of(Stream.of(), edges);
  }

  /**
   * A graph.
   *
   * @param nodes that may have no edge
   */
  private static MarquezGraph of(Stream<NodeId> nodes, Collection<Edge> edges) {
    Map<NodeId, List<Edge>> in = edges.stream().collect(groupingBy(Edge::destination));
    Map<NodeId, List<Edge>> out = edges.stream().collect(groupingBy(Edge::origin));
    return new MarquezGraph(
        Stream.concat(
                nodes, edges.stream().flatMap(edge -> Stream.of(edge.destination(), edge.origin())))
            .distinct()
            .map(id -> node(id, in.getOrDefault(id, List.of()), out.getOrDefault(id, List.of())))
            .toList());
  }

  private static Node node(NodeId node, List<Edge> in, List<Edge> out) {
    String namespace = node.namespace();
    String table = node.table();
    Id id = new Id(namespace, table);
    Stream<NodeId> origins = in.stream().map(Edge::origin);
    Object data =
        switch (node.type()) {
          case DATASET -> new Table(id, "DB_TABLE", namespace, table, table);
          case JOB ->
              new Job(
                  id,
                  "BATCH",
                  namespace,
                  table,
                  origins.map(origin -> new Id(namespace, origin.table())).toList(),
                  List.of(id));
          case DATASET_FIELD ->
              new Field(
                  namespace,
                  table,
                  node.field(),
                  origins
                      .map(origin -> new Source(namespace, origin.table(), origin.field()))
                      .toList());
        };
    return new Node(node, node.type(), data, in, out);
  }
}
