package io.tarn.bench.catalog;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** Rows written straight into a server's database, where its own interface takes too long. */
record Rows(Site site, String database) {
  private static final int BATCH = 1000;

  /** Sets the parameters of one row. */
  @FunctionalInterface
  interface Binding<T> {
    void bind(PreparedStatement statement, T item) throws SQLException;
  }

  <T> void insert(String sql, Collection<T> items, Binding<T> binding) {
    try (Connection connection = site.database(database);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      int rows = 0;
      for (T item : items) {
        binding.bind(statement, item);
        statement.addBatch();
        if (++rows % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** So that PostgreSQL plans with what is there, at once. */
  void analyze() {
    try (Connection connection = site.database(database);
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private TarnException failed(SQLException e) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "The database " + database + " could not be filled: " + e.getMessage(),
        null,
        e);
  }
}
