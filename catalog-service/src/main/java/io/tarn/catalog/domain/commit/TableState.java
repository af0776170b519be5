package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import java.util.Optional;

/**
 * A table at one moment, as the rules see it.
 *
 * @param sequence of its newest commit; 0 before the first
 */
public record TableState(TableName name, String uuid, long sequence, Optional<Commit> newest) {
  Progress progress() {
    return newest.map(Progress::after).orElse(Progress.NONE);
  }

  long rows() {
    return newest.map(commit -> commit.event().totalRows()).orElse(0L);
  }

  Long snapshotId() {
    return newest.map(commit -> commit.event().snapshotId()).orElse(null);
  }

  /** The same, once the commit is recorded. */
  public TableState after(Commit commit) {
    return new TableState(name, uuid, commit.event().sequence(), Optional.of(commit));
  }
}
