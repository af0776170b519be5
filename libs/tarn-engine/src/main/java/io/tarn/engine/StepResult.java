package io.tarn.engine;

import io.tarn.tables.TableChange.Deletions;
import java.util.List;
import org.apache.iceberg.DataFile;

/** What came of a run in the engine. */
public sealed interface StepResult {
  /**
   * Files that are in the store, ready to be committed.
   *
   * @param added rows of the table
   * @param removed rows of the table that no longer count
   * @param quarantined rows of the quarantine table
   * @param released rows of the quarantine table that no longer count
   */
  record Staged(
      List<DataFile> added,
      Deletions removed,
      List<DataFile> quarantined,
      Deletions released,
      StepCounts counts)
      implements StepResult {
    public Staged {
      added = List.copyOf(added);
      quarantined = List.copyOf(quarantined);
    }
  }

  /** The new rows alone do not decide the result: plan the run again with all rows. */
  record NeedsFullRefresh(String reason) implements StepResult {}
}
