package io.tarn.gold.api;

import io.tarn.gold.dashboards.Dashboards;
import io.tarn.model.TableName;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.model.manifest.DashboardManifest.Chart;
import java.util.List;
import java.util.Set;

/** A dashboard as the API shows it. */
record DashboardView(String name, String title, List<TileView> tiles) {
  /** In a list of them. */
  record Entry(String name, String title) {}

  /**
   * One chart.
   *
   * @param tables what it reads: a commit to one of them changes it
   */
  record TileView(
      String title,
      Chart.Type chart,
      String x,
      String y,
      String series,
      String sql,
      Set<TableName> tables) {}

  static DashboardView of(DashboardManifest dashboard, Dashboards dashboards) {
    return new DashboardView(
        dashboard.name(),
        dashboard.title(),
        dashboard.tiles().stream().map(tile -> tile(tile, dashboards.tables(tile))).toList());
  }

  private static TileView tile(DashboardManifest.Tile tile, Set<TableName> tables) {
    Chart chart = tile.chart();
    return new TileView(
        tile.title(),
        chart.type(),
        chart.x().orElse(null),
        chart.y().orElse(null),
        chart.series().orElse(null),
        tile.sql(),
        tables);
  }
}
