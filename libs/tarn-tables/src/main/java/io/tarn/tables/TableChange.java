package io.tarn.tables;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;

/**
 * What a commit does to one table.
 *
 * <p>A change computed from the table's own rows names the snapshot it was computed from, and the
 * commit is refused as a conflict when the table has moved on since.
 */
public sealed interface TableChange {
  TableName table();

  Provenance provenance();

  /** Adds rows, whatever else happens to the table. An empty list still records the provenance. */
  record Append(TableName table, List<DataFile> files, Provenance provenance)
      implements TableChange {
    public Append {
      Objects.requireNonNull(table, "table");
      files = List.copyOf(files);
    }
  }

  /**
   * Makes these files the whole table.
   *
   * @param readSnapshotId the current snapshot when the rows were computed; empty when there was
   *     none
   */
  record ReplaceAll(
      TableName table, OptionalLong readSnapshotId, List<DataFile> files, Provenance provenance)
      implements TableChange {
    public ReplaceAll {
      Objects.requireNonNull(table, "table");
      files = List.copyOf(files);
    }
  }

  /**
   * Adds rows and marks others deleted.
   *
   * @param readSnapshotId the current snapshot when the rows to delete were found
   */
  record RowDelta(
      TableName table,
      OptionalLong readSnapshotId,
      List<DataFile> added,
      Deletions deletions,
      Provenance provenance)
      implements TableChange {
    public RowDelta {
      Objects.requireNonNull(table, "table");
      added = List.copyOf(added);
    }
  }

  /**
   * Puts files with the very same rows in the place of others (compaction). Appends that happened
   * meanwhile are kept; rows deleted meanwhile from a replaced file make it a conflict.
   *
   * @param readSnapshotId the snapshot whose files were read
   */
  record ReplaceFiles(
      TableName table, long readSnapshotId, List<TableFile> replaced, List<DataFile> added)
      implements TableChange {
    public ReplaceFiles {
      Objects.requireNonNull(table, "table");
      replaced = List.copyOf(replaced);
      added = List.copyOf(added);
    }

    @Override
    public Provenance provenance() {
      return Provenance.none();
    }
  }

  /**
   * Files that say which rows are deleted: deletion vectors, or position deletes in format version
   * 2. Each is about one data file.
   *
   * @param added new ones, which contain what the replaced ones deleted
   * @param replaced those that no longer count
   */
  record Deletions(List<DeleteFile> added, List<DeleteFile> replaced) {
    public Deletions {
      added = List.copyOf(added);
      replaced = List.copyOf(replaced);
    }

    public boolean isEmpty() {
      return added.isEmpty();
    }

    /** Nothing is deleted. */
    public static Deletions none() {
      return new Deletions(List.of(), List.of());
    }
  }
}
