package io.tarn.catalog.domain;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every commit of every table, in order; it outlives the tables. */
public interface CommitLog {
  /** The commits of a table with a sequence above {@code after}, oldest first. */
  List<Commit> after(TableName table, long after, int limit);

  /** The newest commit of each table that exists now and has one. */
  List<Commit> newest();

  /** The newest commit of a table that exists now. */
  Optional<Commit> newest(TableName table);

  /** Of each table that exists now and has a commit: the newest acceptance time contained. */
  Map<TableName, Instant> acceptedUpTo();

  /** The commit that made a snapshot the state of a table that exists now. */
  Optional<Commit> ofSnapshot(TableName table, long snapshotId);
}
