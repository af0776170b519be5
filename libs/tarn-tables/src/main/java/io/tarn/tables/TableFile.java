package io.tarn.tables;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.util.ContentFileUtil;

/**
 * A data file of a snapshot, with what was deleted from it since.
 *
 * @param data with its column statistics; its {@code dataSequenceNumber()} orders files by commit
 * @param deletes deletion vectors (tables of ours have at most one), or what foreign writers use
 */
public record TableFile(DataFile data, List<DeleteFile> deletes) {
  public TableFile {
    deletes = List.copyOf(deletes);
  }

  public String location() {
    return data.location();
  }

  /**
   * The Parquet files that name deleted rows by place, as writers of format version 2 leave them
   * (Iceberg spec, "Position delete files"). Each may name rows of other data files too.
   */
  public List<DeleteFile> positionDeletes() {
    return deletes.stream()
        .filter(file -> file.content() == FileContent.POSITION_DELETES)
        .filter(file -> file.format() == FileFormat.PARQUET)
        .toList();
  }

  /** Those that are about this file only, and of no use without it. */
  public List<DeleteFile> ownDeletes() {
    return deletes.stream().filter(ContentFileUtil::isFileScoped).toList();
  }
}
