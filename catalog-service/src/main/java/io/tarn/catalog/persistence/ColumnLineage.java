package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.TablePointer;
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
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

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

  /** Snapshots that the table's log does not know are of a branch, and may hold anything. */
  private static final String FIRST_COMMIT =
      """
      SELECT CASE WHEN bool_and(c.sequence IS NOT NULL) THEN min(c.sequence) ELSE 0 END
      FROM unnest(CAST(?3 AS bigint[])) AS snapshot (id)
      LEFT JOIN table_commit c ON c.table_id = ?2 AND c.snapshot_id = snapshot.id""";

  private static final String RESTORE =
      "UPDATE column_lineage SET until = NULL WHERE output = ?1 AND until > (%s)"
          .formatted(FIRST_COMMIT);
  private static final String EXPIRE =
      "DELETE FROM column_lineage WHERE output = ?1 AND until <= (%s)".formatted(FIRST_COMMIT);

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
    if (sorted(derivations).mapToInt(each -> query(ADD, each).executeUpdate()).sum() > 0) {
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

  /** From a commit on the newest snapshot holds no row of it; older ones may. */
  void end(Collection<Derivation> derivations, long sequence) {
    sorted(derivations).forEach(each -> query(END, each).setParameter(5, sequence).executeUpdate());
  }

  @Override
  public void alias(TablePointer table, Set<Derivation> names) {
    add(table.name(), names);
  }

  @Override
  public void restore(TablePointer table, Set<Long> snapshots) {
    if (!snapshots.isEmpty()) {
      change(RESTORE, table, snapshots);
    }
  }

  @Override
  public void expire(TablePointer table, Set<Long> remaining) {
    if (change(EXPIRE, table, remaining) > 0) {
      rules.next();
    }
  }

  private int change(String sql, TablePointer table, Set<Long> snapshots) {
    return database
        .createNativeQuery(sql)
        .setParameter(1, table.name().toString())
        .setParameter(2, table.id())
        .setParameter(3, snapshots.toArray(Long[]::new))
        .executeUpdate();
  }

  /** In one order, so that two who write the same rows do not wait for each other in a circle. */
  private static Stream<Derivation> sorted(Collection<Derivation> derivations) {
    return derivations.stream()
        .sorted(
            Comparator.comparing((Derivation each) -> each.to().path())
                .thenComparing(each -> each.from().toString()));
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
