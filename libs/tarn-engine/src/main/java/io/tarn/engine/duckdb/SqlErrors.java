package io.tarn.engine.duckdb;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.sql.SQLException;

/** DuckDB's errors in Tarn's words; its messages begin with the kind of error. */
final class SqlErrors {
  private SqlErrors() {}

  static TarnException translated(String sql, SQLException error) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    if (message.startsWith("Out of Memory Error")) {
      return new TarnException(
          ErrorKind.LIMITED,
          "The query needs more memory than it may use.",
          "Ask for less, or raise the engine's memory.",
          error);
    }
    ErrorKind kind =
        message.startsWith("IO Error") || message.startsWith("INTERNAL Error")
            ? ErrorKind.INTERNAL
            : ErrorKind.UNPROCESSABLE;
    return new TarnException(kind, message, null, new IllegalStateException(sql, error));
  }
}
