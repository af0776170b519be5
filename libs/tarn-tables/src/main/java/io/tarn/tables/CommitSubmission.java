package io.tarn.tables;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.iceberg.exceptions.BadRequestException;

/** One attempt at a commit: stage the manifests of every table, submit them together. */
final class CommitSubmission {
  private final CatalogConnection catalog;
  private final Commit commit;
  private final List<StagedChange> staged = new ArrayList<>();

  CommitSubmission(CatalogConnection catalog, Commit commit) {
    this.catalog = catalog;
    this.commit = commit;
  }

  CommitOutcome submit() {
    try {
      stage();
    } catch (RuntimeException e) {
      discard();
      throw CatalogErrors.translated("preparing a commit to " + commit, e);
    }
    try {
      catalog.commit(staged.stream().map(StagedChange::commit).toList());
    } catch (RuntimeException e) {
      throw refused(e);
    }
    return new CommitOutcome(
        staged.stream()
            .collect(Collectors.toMap(one -> one.change().table(), StagedChange::snapshotId)));
  }

  /** All at once; what was staged is remembered even when another table's staging fails. */
  private void stage() {
    List<CompletableFuture<StagedChange>> staging =
        commit.changes().stream().map(change -> InParallel.ask(() -> stage(change))).toList();
    RuntimeException failed = null;
    for (CompletableFuture<StagedChange> one : staging) {
      try {
        staged.add(InParallel.join(one));
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private StagedChange stage(TableChange change) {
    return StagedChange.of(
        change, OwnFiles.of(catalog.tables().loadTable(Lakehouse.identifier(change.table()))));
  }

  private TarnException refused(RuntimeException error) {
    TarnException translated = CatalogErrors.translatedCommit("committing to " + commit, error);
    if (translated.kind() == ErrorKind.OUTCOME_UNKNOWN) {
      return translated;
    }
    discard();
    // Iceberg's client drops the type of a 400; the catalog's state tells what it meant.
    return error instanceof BadRequestException && positionsDiffer()
        ? new PositionConflictException(error.getMessage(), error)
        : translated;
  }

  private boolean positionsDiffer() {
    return commit.changes().stream()
        .filter(change -> !change.provenance().positions().isEmpty())
        .anyMatch(
            change -> {
              Map<String, Long> ends = catalog.positions(change.table());
              return change.provenance().positions().entrySet().stream()
                  .anyMatch(
                      wanted ->
                          ends.getOrDefault(wanted.getKey(), 0L) != wanted.getValue().start());
            });
  }

  private void discard() {
    staged.forEach(StagedChange::discard);
  }
}
