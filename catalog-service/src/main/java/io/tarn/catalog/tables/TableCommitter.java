package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.commit.Author;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.jboss.logging.Logger;

/**
 * Changes tables, all or none: new metadata files first, then one database transaction that moves
 * the pointers, checks the positions, and writes the commit log and the outbox.
 */
@ApplicationScoped
public class TableCommitter {
  private static final Logger LOG = Logger.getLogger(TableCommitter.class);
  private static final int ATTEMPTS = 5;

  private final ChangePlanner planner;
  private final MetadataFiles files;
  private final ChangeRecorder recorder;
  private final Transactions transactions;
  private final OldFiles oldFiles;

  TableCommitter(
      ChangePlanner planner,
      MetadataFiles files,
      ChangeRecorder recorder,
      Transactions transactions,
      OldFiles oldFiles) {
    this.planner = planner;
    this.files = files;
    this.recorder = recorder;
    this.transactions = transactions;
    this.oldFiles = oldFiles;
  }

  /**
   * Carries the requests out, on the tables as they are when it happens.
   *
   * @return the new metadata, in the order of the requests
   * @throws CommitFailedException when a requirement does not hold, or others are always faster
   * @throws io.tarn.catalog.domain.commit.PositionConflictException when positions do not continue
   * @throws CommitStateUnknownException when the database did not say whether it happened
   */
  public List<TableMetadata> commit(List<TableRequest> requests, Author author) {
    Set<Object> tables = new HashSet<>();
    for (TableRequest request : requests) {
      if (!tables.add(request.table())) {
        throw new BadRequestException("%s is changed twice in one transaction", request.table());
      }
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return carryOut(requests.stream().map(planner::plan).toList(), author);
      } catch (ChangeRecorder.LostRace otherWasFaster) {
        LOG.debugf("Once more, on what the other made of it: %s", otherWasFaster.getMessage());
      }
    }
    throw new CommitFailedException(
        "Others changed %s at the same time, %d times in a row", tables, ATTEMPTS);
  }

  /**
   * Makes changes real that were planned elsewhere.
   *
   * @throws ChangeRecorder.LostRace when a table has moved on since
   */
  List<TableMetadata> carryOut(List<PlannedChange> planned, Author author) {
    if (planned.stream().allMatch(PlannedChange::changesNothing)) {
      return planned.stream().map(PlannedChange::updated).toList();
    }
    List<PlannedChange> written = new ArrayList<>();
    List<String> created = new ArrayList<>();
    try {
      for (PlannedChange change : planned) {
        if (change.changesNothing() || change.isWritten()) {
          written.add(change);
        } else {
          TableMetadata metadata = files.write(change.base(), change.updated());
          created.add(metadata.metadataFileLocation());
          written.add(change.written(metadata));
        }
      }
      transactions.run(() -> recorder.record(written, author));
    } catch (Transactions.OutcomeUnknownException unknown) {
      if (!recorder.isRecorded(written)) {
        throw new CommitStateUnknownException(unknown);
      }
    } catch (RuntimeException refused) {
      files.deleteQuietly(created);
      throw refused;
    }
    oldFiles.deleteAfter(written);
    return written.stream().map(PlannedChange::updated).toList();
  }
}
