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

@ApplicationScoped
@Transactional
class LineageRepository implements LineageStore {
  private static final String COLUMNS =
      "SELECT output, output_column, input, input_path FROM column_lineage";

  /** {near} is the side one stands on, {far} the side one goes to. */
  private static final String TABLES_REACHED =
      """
      WITH RECURSIVE reached AS (
        SELECT e.*, 1 AS depth FROM table_lineage e WHERE e.{near} = ?1
        UNION
        SELECT e.*, r.depth + 1 FROM reached r JOIN table_lineage e ON e.{near} = r.{far}
        WHERE r.depth < ?2)
      SELECT DISTINCT input, output, run_id, snapshot_id, input_snapshot_id FROM reached
      ORDER BY input, output""";

  /**
   * Whoever stands on a column stands on what it is inside of, which is looked up by name, and on
   * the paths inside it.
   */
  private static final String NEXT_COLUMNS =
      """
      SELECT e.output, e.output_column, e.input, e.input_path FROM column_lineage e
      WHERE e.until IS NULL AND e.{near} = w.name AND e.{near_path} = ANY (ARRAY(
        SELECT left(w.path, i) FROM generate_series(1, length(w.path)) AS i
        WHERE i = length(w.path) OR substr(w.path, i + 1, 1) = '.'))
      UNION ALL
      SELECT e.output, e.output_column, e.input, e.input_path FROM column_lineage e
      WHERE e.until IS NULL AND e.{near} = w.name AND starts_with(e.{near_path}, w.path || '.')""";

  private static final String COLUMNS_REACHED =
      """
      WITH RECURSIVE reached AS (
        SELECT e.* FROM ({start}) AS w (name, path),
          LATERAL ({next}) AS e
        UNION
        SELECT e.* FROM (SELECT {far}, {far_path} FROM reached) AS w (name, path),
          LATERAL ({next}) AS e)
      SELECT output, output_column, input, input_path FROM reached
      ORDER BY output, output_column, input, input_path""";

  private static final String COLUMN = "SELECT CAST(?1 AS text), CAST(?2 AS text)";
  private static final String COLUMNS_OF_TABLE =
      "SELECT DISTINCT {near}, {near_path} FROM column_lineage WHERE {near} = ?1";

  private static final String NEWEST =
      """
      SELECT c.table_name, c.snapshot_id
      FROM unnest(CAST(?1 AS text[])) AS w (name)
      JOIN relation t ON t.catalog = split_part(w.name, '.', 1)
        AND t.namespace = split_part(w.name, '.', 2) AND t.name = split_part(w.name, '.', 3)
      JOIN table_commit c ON c.table_id = t.id AND c.sequence = t.sequence""";

  private final EntityManager database;

  LineageRepository(EntityManager database) {
    this.database = database;
  }

  @Override
  public List<TableEdge> tables(TableName start, Direction direction, int depth) {
    return Rows.of(
            query(directed(TABLES_REACHED, direction))
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
    return Rows.of(
            query(NEWEST)
                .setParameter(1, tables.stream().map(TableName::toString).toArray(String[]::new)))
        .collect(Collectors.toMap(row -> TableName.parse((String) row[0]), row -> (Long) row[1]));
  }

  @Override
  public List<Derivation> columns(Column start, Direction direction) {
    return derivations(
        reached(COLUMN, direction)
            .setParameter(1, start.table().toString())
            .setParameter(2, start.path()));
  }

  @Override
  public List<Derivation> columns(TableName start, Direction direction) {
    return derivations(reached(COLUMNS_OF_TABLE, direction).setParameter(1, start.toString()));
  }

  /** Of all rows, also of those that only older snapshots hold. */
  List<Derivation> derivations() {
    return derivations(query(COLUMNS));
  }

  /** Of the rows that a table has now, but for the names that its own columns share. */
  List<Derivation> derivationsOf(TableName output) {
    return derivations(
        query(COLUMNS + " WHERE output = ?1 AND input <> ?1 AND until IS NULL")
            .setParameter(1, output.toString()));
  }

  private Query reached(String start, Direction direction) {
    return query(
        directed(
            COLUMNS_REACHED.replace("{start}", start).replace("{next}", NEXT_COLUMNS), direction));
  }

  private Query query(String sql) {
    return database.createNativeQuery(sql);
  }

  private static List<Derivation> derivations(Query query) {
    return Rows.of(query)
        .map(
            row ->
                new Derivation(
                    new Column(TableName.parse((String) row[2]), (String) row[3]),
                    new Column(TableName.parse((String) row[0]), (String) row[1])))
        .toList();
  }

  private static String directed(String sql, Direction direction) {
    boolean up = direction == Direction.UPSTREAM;
    return sql.replace("{near}", up ? "output" : "input")
        .replace("{far}", up ? "input" : "output")
        .replace("{near_path}", up ? "output_column" : "input_path")
        .replace("{far_path}", up ? "input_path" : "output_column");
  }
}
