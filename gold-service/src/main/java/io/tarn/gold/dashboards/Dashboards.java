package io.tarn.gold.dashboards;

import io.tarn.gold.query.StatementParser;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.service.Access;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import io.tarn.service.DeclaredManifests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The declared dashboards. A caller sees those of which they may read every table. */
@ApplicationScoped
public class Dashboards {
  private final DeclaredManifests manifests;
  private final StatementParser parser;
  private final Authorizer authorizer;

  Dashboards(DeclaredManifests manifests, StatementParser parser, Authorizer authorizer) {
    this.manifests = manifests;
    this.parser = parser;
    this.authorizer = authorizer;
  }

  /** Those the caller may see, in the order of their names. */
  public List<DashboardManifest> visible(Caller caller) {
    List<DashboardManifest> declared =
        declared().stream().sorted((one, other) -> one.name().compareTo(other.name())).toList();
    Set<TableName> tables =
        declared.stream()
            .flatMap(dashboard -> tables(dashboard).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (tables.isEmpty()) {
      return declared;
    }
    Decisions decisions =
        authorizer.authorize(caller, tables.stream().map(Access::select).toList());
    return declared.stream()
        .filter(
            dashboard ->
                tables(dashboard).stream()
                    .allMatch(table -> decisions.about(table.toString()).allowed()))
        .toList();
  }

  /**
   * One of them.
   *
   * @throws TarnException NOT_FOUND; FORBIDDEN naming the table the caller may not read
   */
  public DashboardManifest require(Caller caller, String name) {
    DashboardManifest dashboard =
        declared().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new TarnException(
                        ErrorKind.NOT_FOUND,
                        "There is no dashboard " + name + ".",
                        "Look at the list of dashboards."));
    Set<TableName> tables = tables(dashboard);
    if (!tables.isEmpty()) {
      authorizer.require(caller, tables.stream().map(Access::select).toList());
    }
    return dashboard;
  }

  /** What its tiles read. */
  public Set<TableName> tables(DashboardManifest dashboard) {
    return dashboard.tiles().stream()
        .flatMap(tile -> tables(tile).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a tile reads; nothing, when its statement is wrong: its data will say so. */
  public Set<TableName> tables(DashboardManifest.Tile tile) {
    try {
      return new TreeSet<>(parser.parse(tile.sql(), () -> false).tables());
    } catch (TarnException wrong) {
      if (wrong.kind() == ErrorKind.INVALID) {
        return Set.of();
      }
      throw wrong;
    }
  }

  private List<DashboardManifest> declared() {
    return manifests.all(DashboardManifest.class).stream()
        .map(DeclaredManifests.Declared::manifest)
        .toList();
  }
}
