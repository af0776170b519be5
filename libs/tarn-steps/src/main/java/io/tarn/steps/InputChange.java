package io.tarn.steps;

import io.tarn.steps.StepInputs.Pinned;
import io.tarn.tables.Increment;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableFile;
import java.util.List;
import java.util.Optional;

/** What happened to an input since it was read last. */
sealed interface InputChange {
  /** The same rows. */
  record None() implements InputChange {}

  /** More rows, all others as they were. */
  record Appended(long since, List<TableFile> files) implements InputChange {}

  /** Anything else, or not known. */
  record Other() implements InputChange {}

  /**
   * Compares.
   *
   * @param read the snapshot that was read last; empty when the table had none
   */
  static InputChange of(Pinned input, Optional<Long> read) {
    Optional<Long> now = input.head().map(CommitLog.Head::snapshotId);
    if (now.equals(read)) {
      return new None();
    }
    if (now.isEmpty() || read.isEmpty()) {
      return new Other();
    }
    Optional<Increment> increment = Snapshots.between(input.loaded(), read.get(), now.get());
    if (increment.isEmpty() || !increment.get().appendOnly()) {
      return new Other();
    }
    List<TableFile> files =
        increment.get().added().stream().map(file -> new TableFile(file, List.of())).toList();
    return files.isEmpty() ? new None() : new Appended(read.get(), files);
  }
}
