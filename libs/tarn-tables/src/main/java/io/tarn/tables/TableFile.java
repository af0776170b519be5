package io.tarn.tables;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;

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
}
