package io.tarn.model.manifest;

import java.util.List;
import java.util.Optional;

/** A page of charts, each over one query. */
public record DashboardManifest(String name, String title, List<Tile> tiles) implements Manifest {
  /** One chart. */
  public record Tile(String title, String sql, Chart chart) {}

  /**
   * How a result is drawn: x, y and series name columns of it.
   *
   * @param series column that splits the marks into series, if any
   */
  public record Chart(Type type, Optional<String> x, Optional<String> y, Optional<String> series) {
    /** The kinds of chart. */
    public enum Type {
      line,
      bar,
      map,
      table,
      number
    }
  }

  @Override
  public String kind() {
    return "Dashboard";
  }
}
