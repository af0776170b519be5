package io.tarn.engine.duckdb;

import io.tarn.engine.QueryResult;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes a JDBC result into memory. */
final class ResultRows {
  private ResultRows() {}

  static QueryResult read(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i));
    }
    List<List<Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        row.add(result.getObject(i));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new QueryResult(names, rows);
  }
}
