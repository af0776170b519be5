package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.lineage.ColumnHistory;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Set;

/**
 * What is known of where columns come from, for as long as a snapshot holds rows of it: whoever may
 * read a table reads its older snapshots too, so tags stay for as long.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ColumnLineage implements ColumnHistory {
  private static final String ADD =
      """
      INSERT INTO column_lineage (output, output_column, input, input_path)
      VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (output, output_column, input, input_path) DO UPDATE SET until = NULL
      WHERE column_lineage.until IS NOT NULL""";
  private static final String END =
      """
      UPDATE column_lineage SET until = ?5
      WHERE output = ?1 AND output_column = ?2 AND input = ?3 AND input_path = ?4""";

  private static final String RESTORE =
      """
      UPDATE column_lineage SET until = NULL WHERE output = ?1 AND until > (
        SELECT min(sequence) FROM table_commit
        WHERE table_name = ?1 AND snapshot_id = ANY (CAST(?2 AS bigint[])))""";

  /** A snapshot that the log does not know is of a branch, and may hold what came before. */
  private static final String EXPIRE =
      """
      DELETE FROM column_lineage WHERE output = ?1 AND until <= (
        SELECT CASE WHEN bool_and(c.sequence IS NOT NULL) THEN min(c.sequence) END
        FROM unnest(CAST(?2 AS bigint[])) AS snapshot (id)
        LEFT JOIN table_commit c ON c.table_name = ?1 AND c.snapshot_id = snapshot.id)""";

  private final EntityManager database;
  private final PolicyVersion rules;
  private final int most;

  ColumnLineage(EntityManager database, PolicyVersion rules, CatalogConfig config) {
    this.database = database;
    this.rules = rules;
    this.most = config.columnSources();
  }

  /**
   * Adds what is not known.
   *
   * @throws TarnException INVALID when it is more at once than may be
   */
  void add(TableName output, Collection<Derivation> derivations) {
    requireFew(output, derivations.size());
    if (derivations.stream().mapToInt(each -> query(ADD, each).executeUpdate()).sum() > 0) {
      rules.next(); // tags travel on lineage
    }
  }

  /** Each is a row that every replica keeps in memory from then on. */
  void requireFew(TableName output, int sources) {
    if (sources > most) {
      throw new TarnException(
          ErrorKind.INVALID,
          "%d sources of columns of %s are named at once, and %d may be."
              .formatted(sources, output, most),
          "Name fewer, or raise tarn.catalog.column-sources of catalog-service.");
    }
  }

  /** Of no row that is written from a commit on is it true any more. */
  void end(Collection<Derivation> derivations, long sequence) {
    derivations.forEach(each -> query(END, each).setParameter(5, sequence).executeUpdate());
  }

  @Override
  public void alias(TableName table, Set<Derivation> names) {
    add(table, names);
  }

  @Override
  public void restore(TableName table, Set<Long> snapshots) {
    if (!snapshots.isEmpty()) {
      change(RESTORE, table, snapshots);
    }
  }

  @Override
  public void expire(TableName table, Set<Long> left) {
    if (change(EXPIRE, table, left) > 0) {
      rules.next();
    }
  }

  private int change(String sql, TableName table, Set<Long> snapshots) {
    return database
        .createNativeQuery(sql)
        .setParameter(1, table.toString())
        .setParameter(2, snapshots.toArray(Long[]::new))
        .executeUpdate();
  }

  private Query query(String sql, Derivation derivation) {
    return database
        .createNativeQuery(sql)
        .setParameter(1, derivation.to().table().toString())
        .setParameter(2, derivation.to().path())
        .setParameter(3, derivation.from().table().toString())
        .setParameter(4, derivation.from().path());
  }
}
