package io.tarn.catalog.domain.lineage;

import io.tarn.catalog.domain.TablePointer;
import java.util.Set;

/**
 * What becomes of a table's columns beside what is written to them. Joins the running transaction.
 */
public interface ColumnHistory {
  /**
   * Columns have several names, and hold the same by each.
   *
   * @param names one name to another, both ways
   */
  void alias(TablePointer table, Set<Derivation> names);

  /**
   * A table went back to snapshots: lineage that ended after the oldest of them holds again.
   *
   * @param snapshots their ids
   */
  void restore(TablePointer table, Set<Long> snapshots);

  /**
   * Snapshots of a table are gone, and what they held.
   *
   * @param remaining ids of those that are not
   */
  void expire(TablePointer table, Set<Long> remaining);
}
