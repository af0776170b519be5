package io.tarn.catalog.api;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Direction;
import io.tarn.catalog.domain.lineage.Lineage;
import io.tarn.catalog.domain.lineage.LineageGraph;
import io.tarn.model.TableName;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Where data comes from, and what depends on it. */
@Path("/api/v1/lineage/{table}")
public class LineageResource {
  private static final int DEEPEST = 100;

  private final Lineage lineage;
  private final CallerIdentity caller;

  LineageResource(Lineage lineage, CallerIdentity caller) {
    this.lineage = lineage;
    this.caller = caller;
  }

  /** The derivations of a column. */
  public record Columns(List<Lineage.ColumnEdge> edges) {}

  @GET
  public LineageGraph tables(
      String table,
      @RestQuery @DefaultValue("upstream") String direction,
      @RestQuery @DefaultValue("" + DEEPEST) int depth) {
    return lineage.tables(
        caller.identity(),
        Written.read(() -> TableName.parse(table)),
        Written.read(() -> Direction.parse(direction)),
        Math.clamp(depth, 1, DEEPEST));
  }

  @GET
  @Path("/columns/{column}")
  public Columns columns(
      String table, String column, @RestQuery @DefaultValue("upstream") String direction) {
    return new Columns(
        lineage.columns(
            caller.identity(),
            Written.read(() -> Column.parse(table + "." + column)),
            Written.read(() -> Direction.parse(direction))));
  }
}
