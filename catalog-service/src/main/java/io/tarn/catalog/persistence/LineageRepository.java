package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.lineage.Direction;
import io.tarn.catalog.domain.lineage.LineageStore;
import io.tarn.catalog.domain.lineage.TableEdge;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@ApplicationScoped
@Transactional
class LineageRepository implements LineageStore {
  private static final String COLUMNS =
      "SELECT output, output_column, input, input_path FROM column_lineage";

  /** {near} is the side one stands on, {far} the side one goes to. */
  private static final String TABLES_REACHED =
      """
      WITH RECURSIVE reached (name, depth) AS (
        SELECT ?1, 0
        UNION
        SELECT e.{far}, r.depth + 1 FROM table_lineage e JOIN reached r ON e.{near} = r.name
        WHERE r.depth < ?2)
      SELECT DISTINCT e.input, e.output, e.run_id, e.snapshot_id, e.input_snapshot_id
      FROM table_lineage e JOIN reached r ON e.{near} = r.name AND r.depth < ?2
      ORDER BY e.input, e.output""";

  /** Whoever stands on a column stands on the paths inside it too, and on what it is inside of. */
  private static final String COLUMNS_REACHED =
      """
      WITH RECURSIVE reached (name, path) AS (
        SELECT ?1, ?2
        UNION
        SELECT e.{far}, e.{far_path} FROM column_lineage e JOIN reached r ON {overlaps})
      SELECT DISTINCT e.output, e.output_column, e.input, e.input_path
      FROM column_lineage e JOIN reached r ON {overlaps}
      ORDER BY e.output, e.output_column, e.input, e.input_path""";

  private static final String NEWEST =
      """
      SELECT c.table_name, c.snapshot_id
      FROM unnest(CAST(?1 AS text[])) AS w (name)
      JOIN relation t ON t.catalog = split_part(w.name, '.', 1)
        AND t.namespace = split_part(w.name, '.', 2) AND t.name = split_part(w.name, '.', 3)
      JOIN table_commit c ON c.table_id = t.id AND c.sequence = t.sequence""";

  private static final String OVERLAPS =
      "e.{near} = r.name AND (e.{near_path} = r.path OR starts_with(e.{near_path}, r.path || '.')"
          + " OR starts_with(r.path, e.{near_path} || '.'))";

  private final EntityManager database;

  LineageRepository(EntityManager database) {
    this.database = database;
  }

  @Override
  public List<TableEdge> tables(TableName start, Direction direction, int depth) {
    return rows(query(directed(TABLES_REACHED, direction))
            .setParameter(1, start.toString())
            .setParameter(2, depth))
        .map(
            row ->
                new TableEdge(
                    TableName.parse((String) row[0]),
                    TableName.parse((String) row[1]),
                    (String) row[2],
                    (Long) row[3],
                    (Long) row[4]))
        .toList();
  }

  @Override
  public Map<TableName, Long> newestSnapshots(Collection<TableName> tables) {
    return rows(query(NEWEST)
            .setParameter(1, tables.stream().map(TableName::toString).toArray(String[]::new)))
        .collect(Collectors.toMap(row -> TableName.parse((String) row[0]), row -> (Long) row[1]));
  }

  @Override
  public List<Derivation> columns(Column start, Direction direction) {
    return derivations(
        query(directed(COLUMNS_REACHED.replace("{overlaps}", OVERLAPS), direction))
            .setParameter(1, start.table().toString())
            .setParameter(2, start.path()));
  }

  List<Derivation> derivations() {
    return derivations(query(COLUMNS));
  }

  List<Derivation> derivationsOf(TableName output) {
    return derivations(query(COLUMNS + " WHERE output = ?1").setParameter(1, output.toString()));
  }

  private Query query(String sql) {
    return database.createNativeQuery(sql, Object[].class);
  }

  private static List<Derivation> derivations(Query query) {
    return rows(query)
        .map(
            row ->
                new Derivation(
                    new Column(TableName.parse((String) row[2]), (String) row[3]),
                    new Column(TableName.parse((String) row[0]), (String) row[1])))
        .toList();
  }

  private static Stream<Object[]> rows(Query query) {
    return ((List<?>) query.getResultList()).stream().map(Object[].class::cast);
  }

  private static String directed(String sql, Direction direction) {
    boolean up = direction == Direction.UPSTREAM;
    return sql.replace("{near}", up ? "output" : "input")
        .replace("{far}", up ? "input" : "output")
        .replace("{near_path}", up ? "output_column" : "input_path")
        .replace("{far_path}", up ? "input_path" : "output_column");
  }
}
