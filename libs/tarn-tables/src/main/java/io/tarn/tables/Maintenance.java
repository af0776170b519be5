package io.tarn.tables;

import io.tarn.model.TableName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Keeps a table healthy that is committed to every second: few files, few snapshots. */
public final class Maintenance {
  /** Most files rewritten at once, so that one compaction takes seconds. */
  private static final int MOST_FILES = 500;

  private Maintenance() {}

  /**
   * Files worth making one of: the oldest small ones, and those of which half the rows are deleted.
   *
   * @param smallBytes a file below this is small
   * @param atLeast how many there must be
   * @return empty when there are fewer
   */
  public static List<TableFile> worthCompacting(Table table, long smallBytes, int atLeast) {
    List<TableFile> worth =
        Snapshots.files(table).stream()
            .filter(file -> file.data().fileSizeInBytes() < smallBytes || halfDeleted(file))
            .sorted(Comparator.comparingLong(file -> file.data().dataSequenceNumber()))
            .limit(MOST_FILES)
            .toList();
    return worth.size() < atLeast ? List.of() : worth;
  }

  /**
   * Forgets snapshots beyond the retention, and deletes the files that only they held. Waits until
   * about half as many again as are kept have gathered, so that not every call writes.
   *
   * @return how many were forgotten
   */
  public static int expire(Lakehouse lakehouse, TableName name, Retention retention) {
    Table table = lakehouse.load(name);
    Instant before = Instant.now().minus(retention.age());
    List<Snapshot> snapshots =
        StreamSupport.stream(table.snapshots().spliterator(), false)
            .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
            .toList();
    long old =
        snapshots.stream()
            .skip(retention.atLeast())
            .filter(snapshot -> Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(before))
            .count();
    if (old == 0 || old < (snapshots.size() - old) / 2) {
      return 0;
    }
    try {
      table
          .expireSnapshots()
          .retainLast(retention.atLeast())
          .expireOlderThan(before.toEpochMilli())
          .commit();
      return (int) old;
    } catch (RuntimeException e) {
      throw CatalogErrors.translatedCommit("expiring snapshots of " + name, e);
    }
  }

  private static boolean halfDeleted(TableFile file) {
    long deleted = file.deletes().stream().mapToLong(vector -> vector.recordCount()).sum();
    return deleted * 2 > file.data().recordCount();
  }
}
