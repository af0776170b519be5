package io.tarn.catalog.domain;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every commit of every table, in order; it outlives the tables. */
public interface CommitLog {
  /**
   * The commits of a table with a sequence above {@code after}, oldest first.
   *
   * @param one the table of this UUID only, and none that was called so before
   */
  List<Commit> after(TableName table, Optional<UUID> one, long after, int limit);

  /** The newest commit of each table that exists now and has one. */
  List<Commit> newest();

  /** The newest commit of a table that exists now. */
  Optional<Commit> newest(TableName table);

  /** Of each table that exists now and has a commit: the newest acceptance time contained. */
  Map<TableName, Instant> acceptedUpTo();

  /** The commit that made a snapshot the state of a table that exists now. */
  Optional<Commit> ofSnapshot(TableName table, long snapshotId);
}
