package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.List;

/** Where classifications are kept. Changes join the running transaction. */
public interface ClassificationStore {
  /** Those that were made. */
  List<Classification> made();

  /**
   * Keeps that somebody classified a table, now.
   *
   * @return false when there is no such table
   */
  boolean classify(TableName table, Principal by);

  /**
   * Takes it back.
   *
   * @return false when there is no such table, or nobody classified it
   */
  boolean withdraw(TableName table);
}
