package io.tarn.engine;

import io.tarn.model.TableName;
import io.tarn.tables.TableFile;
import java.util.List;
import java.util.OptionalLong;
import org.apache.iceberg.Table;

/**
 * The rows of a table that a run reads.
 *
 * @param from snapshot whose rows were read before (exclusive); empty to read all rows
 * @param to snapshot that is read; empty for a table without any
 * @param files those that hold exactly these rows
 */
public record StepInput(
    TableName name, Table table, OptionalLong from, OptionalLong to, List<TableFile> files) {
  public StepInput {
    files = List.copyOf(files);
  }

  /** Rows in the files, less those deleted; too few when foreign delete files span data files. */
  public long rows() {
    return files.stream().mapToLong(StepInput::rows).sum();
  }

  private static long rows(TableFile file) {
    long deleted = file.deletes().stream().mapToLong(deletes -> deletes.recordCount()).sum();
    return Math.max(0, file.data().recordCount() - deleted);
  }
}
