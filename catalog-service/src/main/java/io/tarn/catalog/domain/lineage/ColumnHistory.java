package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.Set;

/**
 * What becomes of a table's columns beside what is written to them. Joins the running transaction.
 */
public interface ColumnHistory {
  /**
   * A column has several names, and holds the same by each.
   *
   * @param names from each name to each other
   */
  void alias(TableName table, Set<Derivation> names);

  /**
   * What snapshots hold is in the table again: it went back to them.
   *
   * @param snapshots their ids
   */
  void restore(TableName table, Set<Long> snapshots);

  /**
   * Snapshots of a table are gone, and what they held.
   *
   * @param left ids of those that are not
   */
  void expire(TableName table, Set<Long> left);
}
