package io.tarn.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/** Reads which files make up a snapshot, and which came in between two. */
public final class Snapshots {
  private Snapshots() {}

  /** Id of the current snapshot; empty for a table that was never committed to. */
  public static OptionalLong current(Table table) {
    Snapshot current = table.currentSnapshot();
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.snapshotId());
  }

  /** The files of the current snapshot. */
  public static List<TableFile> files(Table table) {
    OptionalLong current = current(table);
    return current.isEmpty() ? List.of() : files(table, current.getAsLong());
  }

  /** The files of a snapshot, with column statistics. */
  public static List<TableFile> files(Table table, long snapshotId) {
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshotId).includeColumnStats().planFiles()) {
      List<TableFile> files = new ArrayList<>();
      tasks.forEach(task -> files.add(new TableFile(task.file(), task.deletes())));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was added after one snapshot up to and with another.
   *
   * @return empty when the first is not an ancestor of the second or is no longer kept: read the
   *     second as a whole
   */
  public static Optional<Increment> between(Table table, long fromExclusive, long to) {
    Deque<Snapshot> oldestFirst = new ArrayDeque<>();
    for (Snapshot snapshot : SnapshotUtil.ancestorsOf(to, table::snapshot)) {
      if (snapshot.snapshotId() == fromExclusive) {
        return Optional.of(increment(table, oldestFirst));
      }
      oldestFirst.addFirst(snapshot);
    }
    return Optional.empty();
  }

  private static Increment increment(Table table, Iterable<Snapshot> snapshots) {
    List<DataFile> added = new ArrayList<>();
    boolean appendOnly = true;
    for (Snapshot snapshot : snapshots) {
      if (snapshot.operation().equals(DataOperations.REPLACE)) {
        continue; // the same rows in other files
      }
      appendOnly &= snapshot.operation().equals(DataOperations.APPEND);
      SnapshotChanges.builderFor(table)
          .snapshot(snapshot)
          .build()
          .addedDataFiles()
          .forEach(added::add);
    }
    return new Increment(added, appendOnly);
  }
}
