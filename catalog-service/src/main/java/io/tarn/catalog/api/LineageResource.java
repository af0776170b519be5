package io.tarn.catalog.api;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Direction;
import io.tarn.catalog.domain.lineage.Lineage;
import io.tarn.catalog.domain.lineage.LineageGraph;
import io.tarn.catalog.domain.lineage.PastLineage;
import io.tarn.catalog.domain.lineage.TableSnapshot;
import io.tarn.catalog.domain.manifest.ColumnImpact;
import io.tarn.model.TableName;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;

/** Where data comes from, and what depends on it: now, or as of a snapshot. */
@Path("/api/v1/lineage/{table}")
public class LineageResource {
  private static final int DEEPEST = 100;

  private final Lineage lineage;
  private final PastLineage past;
  private final ColumnImpact impact;
  private final CallerIdentity caller;
  private final Guard guard;

  LineageResource(
      Lineage lineage, PastLineage past, ColumnImpact impact, CallerIdentity caller, Guard guard) {
    this.lineage = lineage;
    this.past = past;
    this.impact = impact;
    this.caller = caller;
    this.guard = guard;
  }

  /** The derivations of a column. */
  public record Columns(List<Edge> edges) {
    /** One column is computed from another. */
    public record Edge(String from, String to) {}

    static Columns of(List<Lineage.ColumnEdge> derivations) {
      return new Columns(
          derivations.stream()
              .map(each -> new Edge(each.from().toString(), each.to().toString()))
              .toList());
    }
  }

  @GET
  public LineageGraph tables(
      String table,
      @RestQuery @DefaultValue("upstream") String direction,
      @RestQuery @DefaultValue("" + DEEPEST) int depth,
      @BeanParam Moment moment) {
    TableName name = Written.read(() -> TableName.parse(table));
    Direction way = Written.read(() -> Direction.parse(direction));
    int steps = steps(depth);
    LineageGraph graph =
        snapshot(name, way, moment)
            .map(snapshot -> past.tables(caller.identity(), snapshot, steps))
            .orElseGet(() -> lineage.tables(caller.identity(), name, Set.of(way), steps));
    return guard.told(Guard.READ_LINEAGE, name, graph);
  }

  @GET
  @Path("/columns/{column}")
  public Columns columns(
      String table,
      String column,
      @RestQuery @DefaultValue("upstream") String direction,
      @BeanParam Moment moment) {
    Column start = column(table, column);
    Direction way = Written.read(() -> Direction.parse(direction));
    List<Lineage.ColumnEdge> edges =
        snapshot(start.table(), way, moment)
            .map(snapshot -> past.columns(caller.identity(), snapshot, start))
            .orElseGet(() -> lineage.columns(caller.identity(), start, Set.of(way)));
    return guard.told(Guard.READ_LINEAGE, start.table(), Columns.of(edges));
  }

  /** What breaks if the column goes. */
  @GET
  @Path("/columns/{column}/impact")
  public ColumnImpact.Impact impact(String table, String column) {
    Column start = column(table, column);
    return guard.told(Guard.READ_LINEAGE, start.table(), impact.of(caller.identity(), start));
  }

  /** As many as were asked for, within reason. */
  static int steps(int depth) {
    return Math.clamp(depth, 1, DEEPEST);
  }

  private static Column column(String table, String path) {
    return Written.read(() -> Column.of(table, path));
  }

  private Optional<TableSnapshot> snapshot(TableName table, Direction way, Moment moment) {
    moment.check(way);
    return moment
        .snapshot()
        .map(id -> new TableSnapshot(table, id))
        .or(() -> moment.at().map(at -> past.at(caller.identity(), table, at)));
  }
}
