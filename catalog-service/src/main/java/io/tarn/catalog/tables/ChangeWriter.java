package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Transactions;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * Makes planned changes real, all or none: new files first, which nobody sees; then, once it is
 * written down who changes what, one database transaction that moves the pointers, checks the
 * positions, and writes the commit log and the outbox.
 */
@ApplicationScoped
class ChangeWriter {
  private final MetadataFiles files;
  private final ChangeRecorder recorder;
  private final Transactions transactions;
  private final LaterCopies copies;
  private final OldFiles oldFiles;

  ChangeWriter(
      MetadataFiles files,
      ChangeRecorder recorder,
      Transactions transactions,
      LaterCopies copies,
      OldFiles oldFiles) {
    this.files = files;
    this.recorder = recorder;
    this.transactions = transactions;
    this.copies = copies;
    this.oldFiles = oldFiles;
  }

  /**
   * Carries the changes out.
   *
   * @return the new metadata, in the order of the changes
   * @throws ChangeRecorder.LostRace when a table has moved on since
   * @throws ChangeRecorder.Refused when steps of a change of several are not allowed
   * @throws CommitStateUnknownException when the database did not say whether it happened
   */
  List<TableMetadata> carryOut(List<PlannedChange> planned) {
    if (planned.stream().allMatch(PlannedChange::changesNothing)) {
      return planned.stream().map(PlannedChange::updated).toList();
    }
    List<PlannedChange> written = new ArrayList<>();
    try {
      for (PlannedChange change : planned) {
        written.add(write(change));
      }
      written.forEach(ChangeWriter::awaitAccounts);
      transactions.run(() -> recorder.record(written));
    } catch (Transactions.OutcomeUnknownException unknown) {
      if (!recorder.isRecorded(written)) {
        throw new CommitStateUnknownException(unknown);
      }
    } catch (RuntimeException refused) {
      planned.forEach(change -> files.deleteQuietly(change.staged().written().keySet()));
      throw refused;
    }
    copies.keepAfter(written);
    oldFiles.deleteAfter(written);
    written.stream().map(PlannedChange::base).filter(Objects::nonNull).forEach(files::forgetBefore);
    return written.stream().map(PlannedChange::updated).toList();
  }

  private static void awaitAccounts(PlannedChange change) {
    Map<Integer, TarnException> unwritten = new HashMap<>();
    for (int step = 0; step < change.steps().size(); step++) {
      try {
        change.steps().get(step).author().account().await();
      } catch (TarnException unavailable) {
        unwritten.put(step, unavailable);
      }
    }
    ChangeRecorder.Refused.throwIfAny(unwritten, change);
  }

  private PlannedChange write(PlannedChange change) {
    if (change.changesNothing() || change.isWritten()) {
      return change;
    }
    return change.written(files.write(change.base(), change.updated(), change.staged()));
  }
}
