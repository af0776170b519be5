package io.tarn.gold.worker;

import io.tarn.gold.worker.Reply.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** CSV as in RFC 4180; NULL is an empty field, the empty text a quoted one. */
final class CsvWriter implements RowWriter {
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]|^\\s|\\s$");

  private final Writer out;

  CsvWriter(OutputStream file) {
    out = new OutputStreamWriter(file, StandardCharsets.UTF_8);
  }

  @Override
  public void header(List<Column> columns) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      out.write(i == 0 ? "" : ",");
      out.write(field(columns.get(i).name()));
    }
    out.write("\r\n");
  }

  @Override
  public void row(ResultSet row, int columns) throws IOException, SQLException {
    for (int i = 1; i <= columns; i++) {
      Object value = row.getObject(i);
      out.write(i == 1 ? "" : ",");
      out.write(value == null ? "" : field(Values.text(value)));
    }
    out.write("\r\n");
  }

  private static String field(String text) {
    return text.isEmpty() || NEEDS_QUOTES.matcher(text).find()
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
