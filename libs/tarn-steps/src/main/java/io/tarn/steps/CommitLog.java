package io.tarn.steps;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.Optional;

/** What the catalog knows of the commits of tables. */
public interface CommitLog {
  /**
   * The newest commit of a table.
   *
   * @param sequence counts the table's commits from 1
   * @param acceptedUpTo newest acceptance time contained, when known
   */
  record Head(long sequence, long snapshotId, Optional<Instant> acceptedUpTo) {}

  /** Empty for a table without commits, or that does not exist. */
  Optional<Head> head(TableName table);
}
