package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.audit.AuditTable.Progress;
import io.tarn.catalog.domain.audit.Auditing;
import io.tarn.catalog.domain.audit.ChainHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** What the commits of the audit table say about the chain; the table's files are not asked. */
@ApplicationScoped
@Transactional
public class AuditProgressQuery {
  /** The summary property that holds the head of the chain after a commit. */
  public static final String HEAD = "tarn.chain-head";

  private static final String NEWEST =
      """
      SELECT summary ->> ?2, CAST(ends ->> ?3 AS bigint) FROM table_commit
      WHERE table_name = ?1 AND summary ->> ?2 IS NOT NULL ORDER BY sequence DESC LIMIT 1""";

  private final EntityManager database;

  AuditProgressQuery(EntityManager database) {
    this.database = database;
  }

  /**
   * How far the table has got.
   *
   * @param key of the audit topic in the table's positions
   */
  public Progress progress(String key) {
    List<?> newest =
        database
            .createNativeQuery(NEWEST)
            .setParameter(1, Auditing.TABLE.toString())
            .setParameter(2, HEAD)
            .setParameter(3, key)
            .getResultList();
    if (newest.isEmpty()) {
      return Progress.NONE;
    }
    Object[] row = (Object[]) newest.getFirst();
    return new Progress(ChainHead.parse((String) row[0]), (Long) row[1]);
  }
}
