package io.tarn.gold.query;

import io.tarn.gold.worker.Reply.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;

/**
 * What came of a question. Its file goes when it is closed.
 *
 * @param columns none for Parquet, which names them itself
 * @param truncated whether there were more rows
 */
public record Answer(
    List<Column> columns, long rows, boolean truncated, long policyVersion, StatementFolder folder)
    implements AutoCloseable {
  public Answer {
    columns = List.copyOf(columns);
  }

  /** The result as it was written: for JSON the array of rows. */
  public void writeTo(OutputStream out) throws IOException {
    Files.copy(folder.answer(), out);
  }

  @Override
  public void close() {
    folder.close();
  }
}
