package io.tarn.engine.duckdb;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Turns rows in memory into a Parquet file of an Iceberg table. Safe for use by many threads, also
 * virtual ones: the native work is done by a few platform threads of its own.
 */
public final class RowStager implements AutoCloseable {
  private final DuckDBConnection database;
  private final ParquetStager parquet;
  private final ExecutorService threads;

  /**
   * @param scratch local folder for files on their way to the store
   * @param threads how many batches may be written at the same time, 1 or more
   */
  public RowStager(Path scratch, int threads) {
    this.parquet = new ParquetStager(scratch);
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("row-stager-", 0).factory());
    try {
      this.database = MemoryDatabase.open();
      execute(database, "SET threads = 1");
      execute(database, "SET memory_limit = '512MB'");
      execute(database, "SET autoinstall_known_extensions = false");
      execute(database, "SET autoload_known_extensions = false");
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    }
  }

  /**
   * Writes and uploads the rows, in their order.
   *
   * @param rows values in the order of the table's columns: String, byte[], Boolean, Integer, Long,
   *     Double, Instant (cut to microseconds), LocalDate, List, Map, or null
   * @return the file to commit; empty when there are no rows
   * @throws TarnException INTERNAL when a value does not fit its column, or what the store's client
   *     throws
   */
  public Optional<DataFile> stage(Table table, List<Object[]> rows) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    try {
      return threads.submit(() -> write(table, rows)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while rows were written");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new TarnException(
          ErrorKind.INTERNAL,
          "rows of %s could not be written: %s".formatted(table.name(), e.getCause()),
          null,
          e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<DataFile> write(Table table, List<Object[]> rows) throws SQLException {
    try (DuckDBConnection connection = database.duplicate()) {
      execute(
          connection,
          table.schema().columns().stream()
              .map(
                  column ->
                      DuckDbTypes.quoted(column.name()) + " " + DuckDbTypes.sql(column.type()))
              .collect(Collectors.joining(", ", "CREATE TEMP TABLE staged (", ")")));
      try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged")) {
        for (Object[] row : rows) {
          appender.beginRow();
          for (Object value : row) {
            append(appender, value);
          }
          appender.endRow();
        }
      }
      return parquet.stage(connection, table, "SELECT * FROM staged");
    }
  }

  private static void append(DuckDBAppender appender, Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case String text -> appender.append(text);
      case byte[] bytes -> appender.append(bytes);
      case Boolean flag -> appender.append(flag);
      case Integer number -> appender.append(number);
      case Long number -> appender.append(number);
      case Double number -> appender.append(number);
      case Instant time -> appender.append(time.atOffset(ZoneOffset.UTC));
      case LocalDate day -> appender.append(day);
      case Map<?, ?> map -> appender.append(map);
      case Collection<?> list -> appender.append(list);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
