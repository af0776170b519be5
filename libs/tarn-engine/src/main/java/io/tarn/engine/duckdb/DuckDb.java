package io.tarn.engine.duckdb;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * One database in memory, used by one thread and thrown away with the run or query it serves, so
 * that nothing of one is seen by another. {@link #cancel} may come from any thread.
 */
final class DuckDb implements AutoCloseable {
  /** Reads one result. */
  interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private final DuckDBConnection connection;
  private volatile Statement running;
  private volatile boolean cancelled;

  private DuckDb(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** A fresh database with Tarn's functions. It can reach files until it is {@link #locked}. */
  static DuckDb open(DuckDbSettings settings) {
    return open(settings, settings.threads());
  }

  /**
   * The same with fewer threads: for little data, handing work over costs more than the work.
   *
   * @param threads at most as many as the settings allow
   */
  static DuckDb open(DuckDbSettings settings, int threads) {
    try {
      DuckDb db = new DuckDb(connect());
      db.execute(
          Stream.of(
                  "SET memory_limit = " + DuckDbTypes.literal(settings.memory()),
                  "SET threads = " + threads,
                  "SET temp_directory = "
                      + DuckDbTypes.literal(settings.directory().resolve("spill").toString()),
                  "SET TimeZone = 'UTC'",
                  "SET autoinstall_known_extensions = false",
                  "SET autoload_known_extensions = false")
              .collect(Collectors.joining(";\n")));
      StepFunctions.register(db);
      return db;
    } catch (SQLException e) {
      throw new TarnException(ErrorKind.INTERNAL, "DuckDB does not start.", null, e);
    }
  }

  /**
   * A new database in memory. The driver is named: DriverManager forgets those of other loaders.
   */
  static DuckDBConnection connect() throws SQLException {
    return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
  }

  /** From here on the database reaches no file and no setting: for SQL of others. */
  DuckDb locked() {
    execute("SET enable_external_access = false; SET lock_configuration = true");
    return this;
  }

  /**
   * From here on the database reaches no file but these, and no setting: for SQL of others.
   *
   * @param output folder it may also write to
   */
  DuckDb locked(Collection<Path> files, Path output) {
    String paths =
        files.stream()
            .map(Path::toString)
            .map(DuckDbTypes::literal)
            .collect(Collectors.joining(", "));
    execute(
        """
        SET allowed_paths = [%s];
        SET allowed_directories = [%s]
        """
            .formatted(paths, DuckDbTypes.literal(output + "/")));
    return locked();
  }

  void execute(String sql) {
    run(sql, statement -> statement.execute(sql));
  }

  <T> T query(String sql, Reader<T> reader) {
    return run(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
          }
        });
  }

  /** The only value of a result of one row. */
  long number(String sql) {
    return query(
        sql,
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  /** The first column of a result. */
  List<String> texts(String sql) {
    return query(
        sql,
        rows -> {
          List<String> texts = new ArrayList<>();
          while (rows.next()) {
            texts.add(rows.getString(1));
          }
          return texts;
        });
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** Stops what runs and refuses what would come after it. */
  void cancel() {
    cancelled = true;
    Statement current = running;
    if (current != null) {
      try {
        current.cancel();
      } catch (SQLException alreadyDone) {
        // Then there is nothing left to stop.
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new TarnException(ErrorKind.INTERNAL, "DuckDB does not close.", null, e);
    }
  }

  /** An SQL error closes the JDBC statement: each query has its own. */
  private <T> T run(String sql, Work<T> work) {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (cancelled) {
        throw stopped(null);
      }
      return work.on(statement);
    } catch (SQLException e) {
      throw cancelled ? stopped(e) : SqlErrors.translated(sql, e);
    } finally {
      running = null;
    }
  }

  private static TarnException stopped(SQLException cause) {
    return new TarnException(
        ErrorKind.LIMITED,
        "The query was stopped: it took too long, or nobody waits for it any more.",
        "Ask for less, or raise the time limit.",
        cause);
  }

  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }
}
