package io.tarn.engine.duckdb;

import io.tarn.tables.StagedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;

/**
 * Turns the result of a query into a Parquet file (zstd) of an unpartitioned Iceberg table, in the
 * store and ready to be committed.
 */
public final class ParquetStager {
  private final Path scratch;

  /**
   * @param scratch local folder in which files are written before they are uploaded
   */
  public ParquetStager(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * Runs the query and uploads its result. Call it on a platform thread: DuckDB's call blocks.
   *
   * @param query a SELECT that gives at least the table's columns, found by name and cast to their
   *     types: a file whose types differ from the table's could not be read
   * @return empty when the query gives no rows; nothing is left in the store then
   */
  public Optional<DataFile> stage(Connection duckdb, Table table, String query)
      throws SQLException {
    String name = UUID.randomUUID() + ".parquet";
    Path local = scratch.resolve(name);
    try {
      Files.createDirectories(scratch);
      Written written = write(duckdb, table, query, local);
      if (written.metrics().recordCount() == 0) {
        return Optional.empty();
      }
      return Optional.of(
          DataFiles.builder(table.spec())
              .withPath(StagedFiles.upload(table, local, name))
              .withFormat(FileFormat.PARQUET)
              .withFileSizeInBytes(written.bytes())
              .withMetrics(written.metrics())
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(local);
    }
  }

  private record Written(long bytes, Metrics metrics) {}

  private static Written write(Connection duckdb, Table table, String query, Path local)
      throws SQLException {
    String copy =
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, FIELD_IDS %s, RETURN_STATS)"
            .formatted(
                typed(query, table.schema()),
                DuckDbTypes.literal(local.toString()),
                FieldIds.clause(table.schema()));
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(copy)) {
      result.next();
      Map<?, ?> columns = (Map<?, ?>) result.getObject("column_statistics");
      return new Written(
          result.getLong("file_size_bytes"),
          ColumnStatistics.metrics(table.schema(), result.getLong("count"), columns));
    }
  }

  private static String typed(String query, Schema schema) {
    return schema.columns().stream()
        .map(
            column -> {
              String name = DuckDbTypes.quoted(column.name());
              return "%s::%s AS %s".formatted(name, DuckDbTypes.sql(column.type()), name);
            })
        .collect(Collectors.joining(", ", "SELECT ", " FROM (" + query + ")"));
  }

  private static void delete(Path local) {
    try {
      Files.deleteIfExists(local);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
