package io.tarn.tables;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.FileIO;

/** A change whose manifests are written, ready to be submitted. */
final class StagedChange {
  private final TableChange change;
  private final FileIO io;
  private final TableMetadata before;
  private final TableMetadata after;

  private StagedChange(TableChange change, FileIO io, BaseTransaction transaction) {
    this.change = change;
    this.io = io;
    this.before = transaction.startMetadata();
    this.after = transaction.currentMetadata();
  }

  static StagedChange of(TableChange change, Table table) {
    LoadedOperations loaded = new LoadedOperations(((HasTableOperations) table).operations());
    BaseTransaction transaction =
        (BaseTransaction) Transactions.newTransaction(table.name(), loaded, report -> {});
    SnapshotUpdate<?> update = update(change, transaction);
    SnapshotSummary.of(change.provenance()).forEach(update::set);
    update.commit();
    return new StagedChange(change, table.io(), transaction);
  }

  TableChange change() {
    return change;
  }

  TableCommit commit() {
    return TableCommit.create(Lakehouse.identifier(change.table()), before, after);
  }

  long snapshotId() {
    return after.currentSnapshot().snapshotId();
  }

  /** Removes the manifests; only for a change that certainly did not happen. */
  void discard() {
    Snapshot snapshot = after.currentSnapshot();
    List<String> written = new ArrayList<>();
    for (ManifestFile manifest : snapshot.allManifests(io)) {
      if (manifest.snapshotId() == snapshot.snapshotId()) {
        written.add(manifest.path());
      }
    }
    written.add(snapshot.manifestListLocation());
    StagedFiles.delete(io, written);
  }

  private static SnapshotUpdate<?> update(TableChange change, BaseTransaction transaction) {
    return switch (change) {
      case TableChange.Append append -> {
        var update = transaction.newAppend();
        append.files().forEach(update::appendFile);
        yield update;
      }
      case TableChange.ReplaceAll replacement -> {
        requireUnmoved(change, replacement.readSnapshotId(), transaction.startMetadata());
        OverwriteFiles update =
            transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
        replacement.files().forEach(update::addFile);
        yield update;
      }
      case TableChange.RowDelta delta -> {
        requireUnmoved(change, delta.readSnapshotId(), transaction.startMetadata());
        yield rowDelta(delta, transaction.newRowDelta());
      }
      case TableChange.ReplaceFiles compaction -> rewrite(compaction, transaction.newRewrite());
    };
  }

  private static RowDelta rowDelta(TableChange.RowDelta delta, RowDelta update) {
    delta.readSnapshotId().ifPresent(update::validateFromSnapshot);
    delta.added().forEach(update::addRows);
    delta.deletions().added().forEach(update::addDeletes);
    delta.deletions().replaced().forEach(update::removeDeletes);
    return update.validateDataFilesExist(
        delta.deletions().added().stream().map(DeleteFile::referencedDataFile).toList());
  }

  private static RewriteFiles rewrite(TableChange.ReplaceFiles compaction, RewriteFiles update) {
    update.validateFromSnapshot(compaction.readSnapshotId());
    Set<DeleteFile> dropped =
        compaction.replaced().stream()
            .flatMap(file -> file.ownDeletes().stream())
            .collect(Collectors.toSet());
    compaction.replaced().forEach(file -> update.deleteFile(file.data()));
    dropped.forEach(update::deleteFile);
    compaction.added().forEach(update::addFile);
    return update;
  }

  private static void requireUnmoved(TableChange change, OptionalLong read, TableMetadata now) {
    Snapshot current = now.currentSnapshot();
    boolean unmoved =
        current == null
            ? read.isEmpty()
            : read.isPresent() && read.getAsLong() == current.snapshotId();
    if (!unmoved) {
      throw new TarnException(
          ErrorKind.CONFLICT,
          "%s was changed by somebody else since it was read".formatted(change.table()),
          "Load the table again and compute the change anew.");
    }
  }
}
