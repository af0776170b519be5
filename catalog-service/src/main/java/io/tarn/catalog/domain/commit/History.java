package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import java.util.Optional;

/** The commits there are. */
@FunctionalInterface
public interface History {
  /** The commit that made a snapshot the state of a table. */
  Optional<Commit> ofSnapshot(TableName table, long snapshotId);
}
