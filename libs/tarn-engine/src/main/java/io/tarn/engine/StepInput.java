package io.tarn.engine;

import static java.util.stream.Collectors.toMap;

import io.tarn.model.TableName;
import io.tarn.tables.TableFile;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.iceberg.DeleteFile;
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

  /**
   * Rows in the files, less those deleted. Too few when a foreign delete file also names rows of
   * files that are not read: only who reads it would know how many.
   */
  public long rows() {
    long written = files.stream().mapToLong(file -> file.data().recordCount()).sum();
    long deleted =
        files.stream()
            .flatMap(file -> file.deletes().stream())
            .collect(toMap(StepInput::place, DeleteFile::recordCount, (rows, same) -> rows))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    return Math.max(0, written - deleted);
  }

  /** One file may hold vectors of several data files, and one may delete rows of several. */
  private static List<Object> place(DeleteFile deletes) {
    return Arrays.asList(deletes.location(), deletes.contentOffset());
  }
}
