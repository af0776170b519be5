package io.tarn.catalog.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.lineage.Direction;
import io.tarn.catalog.domain.lineage.Lineage;
import io.tarn.catalog.domain.lineage.LineageGraph;
import io.tarn.catalog.domain.lineage.LineageReports;
import io.tarn.catalog.domain.lineage.ReportedRun;
import io.tarn.model.TableName;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Lineage in the words of others, on the paths that Marquez gave it: engines tell in OpenLineage
 * what their runs have read and written, and whatever reads lineage from Marquez reads it here.
 */
@Path("/api/v1")
public class MarquezResource {
  private final LineageReports reports;
  private final Lineage lineage;
  private final CallerIdentity caller;
  private final Guard guard;
  private final String namespace;

  MarquezResource(
      LineageReports reports,
      Lineage lineage,
      CallerIdentity caller,
      Guard guard,
      CatalogConfig config) {
    this.reports = reports;
    this.lineage = lineage;
    this.caller = caller;
    this.guard = guard;
    this.namespace = config.openlineage().namespace();
  }

  /** The tables whose lineage was taken from the event. */
  public record Taken(List<String> outputs) {}

  /** Takes an event of OpenLineage. */
  @POST
  @Path("/lineage")
  @ResponseStatus(201)
  public Taken report(JsonNode event) {
    List<ReportedRun> runs = new OpenLineageEvent(Written.required("body", event)).runs();
    reports.take(caller.identity(), runs);
    return new Taken(runs.stream().map(run -> run.output().toString()).toList());
  }

  /** The tables around a table or job, both ways. */
  @GET
  @Path("/lineage")
  public MarquezGraph tables(@RestQuery String nodeId, @RestQuery @DefaultValue("20") int depth) {
    TableName table = node(nodeId).tableName();
    LineageGraph graph =
        lineage.tables(
            caller.identity(), table, EnumSet.allOf(Direction.class), LineageResource.steps(depth));
    return guard.told(Guard.READ_LINEAGE, table, MarquezGraph.ofTables(namespace, graph));
  }

  /** What a column, or each column of a table, is computed from, and from it, to any depth. */
  @GET
  @Path("/column-lineage")
  public MarquezGraph columns(
      @RestQuery String nodeId, @RestQuery @DefaultValue("false") boolean withDownstream) {
    Set<Direction> ways = EnumSet.of(Direction.UPSTREAM);
    if (withDownstream) {
      ways.add(Direction.DOWNSTREAM);
    }
    NodeId node = node(nodeId);
    List<Lineage.ColumnEdge> edges =
        node.type() == NodeId.Type.DATASET_FIELD
            ? lineage.columns(caller.identity(), node.column(), ways)
            : lineage.columns(caller.identity(), node.tableName(), ways);
    return guard.told(
        Guard.READ_LINEAGE, node.tableName(), MarquezGraph.ofColumns(namespace, edges));
  }

  private NodeId node(String id) {
    return Written.read(() -> NodeId.parse(namespace, Written.required("nodeId", id)));
  }
}
