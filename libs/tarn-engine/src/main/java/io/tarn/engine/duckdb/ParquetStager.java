package io.tarn.engine.duckdb;

import io.tarn.tables.StagedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * Turns the result of a query into a Parquet file (zstd) of an unpartitioned Iceberg table, in the
 * store and ready to be committed.
 */
public final class ParquetStager {
  private static final Schema POSITION_DELETES =
      new Schema(MetadataColumns.DELETE_FILE_PATH, MetadataColumns.DELETE_FILE_POS);

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
    return upload(duckdb, table, table.schema(), query)
        .map(
            file ->
                DataFiles.builder(table.spec())
                    .withPath(file.location())
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(file.bytes())
                    .withMetrics(file.metrics())
                    .build());
  }

  /**
   * The same for rows of a data file that are deleted (Iceberg spec, "Position delete files").
   *
   * @param query a SELECT that gives their {@code pos}, from 0
   */
  Optional<DeleteFile> stageDeletes(
      Connection duckdb, Table table, DataFile deletedFrom, String query) throws SQLException {
    String path = deletedFrom.location();
    String rows =
        "SELECT %s AS file_path, pos FROM (%s) ORDER BY pos"
            .formatted(DuckDbTypes.literal(path), query);
    return upload(duckdb, table, POSITION_DELETES, rows)
        .map(
            file ->
                FileMetadata.deleteFileBuilder(table.specs().get(deletedFrom.specId()))
                    .ofPositionDeletes()
                    .withPartition(deletedFrom.partition())
                    .withPath(file.location())
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(file.bytes())
                    .withMetrics(ofOnePath(file.metrics(), path))
                    .withReferencedDataFile(path)
                    .build());
  }

  /** Readers tell by equal bounds which one data file it is about: they are not shortened. */
  private static Metrics ofOnePath(Metrics metrics, String path) {
    int id = MetadataColumns.DELETE_FILE_PATH.fieldId();
    ByteBuffer bound = Conversions.toByteBuffer(Types.StringType.get(), path);
    Map<Integer, ByteBuffer> lower = new HashMap<>(metrics.lowerBounds());
    Map<Integer, ByteBuffer> upper = new HashMap<>(metrics.upperBounds());
    lower.put(id, bound);
    upper.put(id, bound);
    return new Metrics(
        metrics.recordCount(),
        metrics.columnSizes(),
        metrics.valueCounts(),
        metrics.nullValueCounts(),
        metrics.nanValueCounts(),
        lower,
        upper);
  }

  private record Uploaded(String location, long bytes, Metrics metrics) {}

  private Optional<Uploaded> upload(Connection duckdb, Table table, Schema schema, String query)
      throws SQLException {
    String name = UUID.randomUUID() + ".parquet";
    Path local = scratch.resolve(name);
    try {
      Files.createDirectories(scratch);
      Written written = write(duckdb, schema, query, local);
      return written.metrics().recordCount() == 0
          ? Optional.empty()
          : Optional.of(
              new Uploaded(
                  StagedFiles.upload(table, local, name), written.bytes(), written.metrics()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(local);
    }
  }

  private record Written(long bytes, Metrics metrics) {}

  private static Written write(Connection duckdb, Schema schema, String query, Path local)
      throws SQLException {
    String copy =
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, FIELD_IDS %s, RETURN_STATS)"
            .formatted(
                typed(query, schema),
                DuckDbTypes.literal(local.toString()),
                FieldIds.clause(schema));
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(copy)) {
      result.next();
      Map<?, ?> columns = (Map<?, ?>) result.getObject("column_statistics");
      return new Written(
          result.getLong("file_size_bytes"),
          ColumnStatistics.metrics(schema, result.getLong("count"), columns));
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
