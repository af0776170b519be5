package io.tarn.gold.worker;

import io.tarn.gold.worker.Reply.Column;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Writes a result row by row. */
interface RowWriter extends AutoCloseable {
  /** A writer for the format asked for, of which the file may not outgrow its limit. */
  static RowWriter to(Task.Output output) throws IOException {
    OutputStream file =
        new BufferedOutputStream(
            new BoundedOutput(Files.newOutputStream(Path.of(output.file())), output.maxBytes()),
            64 * 1024);
    return output.format() == Format.csv ? new CsvWriter(file) : new JsonWriter(file);
  }

  void header(List<Column> columns) throws IOException;

  void row(ResultSet row, int columns) throws IOException, SQLException;

  @Override
  void close() throws IOException;
}
