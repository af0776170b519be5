package io.tarn.gold.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tarn.gold.worker.Reply.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** An array of rows, each an array of values. */
final class JsonWriter implements RowWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator out;

  JsonWriter(OutputStream file) throws IOException {
    out = JSON.createGenerator(file);
    out.writeStartArray();
  }

  @Override
  public void header(List<Column> columns) {
    // The columns are told apart from the rows.
  }

  @Override
  public void row(ResultSet row, int columns) throws IOException, SQLException {
    out.writeStartArray();
    for (int i = 1; i <= columns; i++) {
      Values.write(out, row.getObject(i));
    }
    out.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
