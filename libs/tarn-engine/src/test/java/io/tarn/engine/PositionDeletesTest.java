package io.tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableChange;
import io.tarn.tables.TableFile;
import io.tarn.tables.memory.MemoryCatalog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that other engines deleted from tables of format version 2. */
class PositionDeletesTest {
  private static final TableName RETURNS = TableName.parse("shop.lab.returns");

  @TempDir Path folder;

  private final Lakehouse lakehouse = MemoryCatalog.lakehouse();
  private DuckDbEngine engine;
  private RowStager rows;
  private Table table;

  @BeforeEach
  void start() {
    engine = new DuckDbEngine(DuckDbSettings.in(folder.resolve("engine")));
    rows = new RowStager(folder.resolve("rows"), 1);
    table =
        lakehouse.createIfAbsent(
            RETURNS,
            new Schema(NestedField.optional(1, "id", Types.LongType.get())),
            Map.of("format-version", "2"));
  }

  @AfterEach
  void close() {
    engine.close();
    rows.close();
  }

  @Test
  void are_not_read() throws Exception {
    DataFile first = append(0, 5);
    DataFile second = append(5, 10);

    // One file for both, as writers may leave it, and one more for the second.
    delete(FileFormat.PARQUET, row(first, 0), row(first, 3), row(second, 4));
    delete(FileFormat.PARQUET, row(second, 0));

    assertThat(ids()).containsExactly(1L, 2L, 4L, 6L, 7L, 8L);
    assertThat(read().rows()).isEqualTo(6);
  }

  @Test
  void do_not_concern_files_that_came_later() throws Exception {
    DataFile first = append(0, 3);
    delete(FileFormat.PARQUET, row(first, 1));
    append(3, 6);

    assertThat(ids()).containsExactly(0L, 2L, 3L, 4L, 5L);
  }

  @Test
  void stay_when_only_one_of_the_files_they_name_is_compacted() throws Exception {
    DataFile small = append(0, 3);
    DataFile other = append(3, 6);
    delete(FileFormat.PARQUET, row(small, 0), row(other, 2));
    List<TableFile> files =
        Snapshots.files(lakehouse.load(RETURNS)).stream()
            .filter(file -> file.location().equals(small.location()))
            .toList();

    table.refresh();
    lakehouse.commit(
        Commit.of(
            new TableChange.ReplaceFiles(
                RETURNS,
                Snapshots.current(table).orElseThrow(),
                files,
                engine.compact(new Relation(table, files)))));

    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void in_another_format_are_refused_and_not_passed_over() throws Exception {
    delete(FileFormat.AVRO, row(append(0, 3), 1));

    assertThatThrownBy(this::ids)
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("a POSITION_DELETES file in AVRO, which cannot be read");
  }

  private DataFile append(long from, long to) {
    List<Object[]> content =
        LongStream.range(from, to).mapToObj(id -> new Object[] {id}).collect(Collectors.toList());
    DataFile file = rows.stage(table, content).orElseThrow();
    table.newAppend().appendFile(file).commit();
    return file;
  }

  private static String row(DataFile file, long position) {
    return "('%s', %d::BIGINT)".formatted(file.location(), position);
  }

  private void delete(FileFormat format, String... deleted) throws IOException, SQLException {
    Path local = folder.resolve(UUID.randomUUID() + ".parquet");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES %s) AS d (file_path, pos)) TO '%s' (FORMAT parquet)"
              .formatted(String.join(", ", deleted), local));
    }
    String location = table.location() + "/data/" + local.getFileName();
    try (OutputStream out = table.io().newOutputFile(location).create()) {
      Files.copy(local, out);
    }
    DeleteFile file =
        FileMetadata.deleteFileBuilder(table.spec())
            .ofPositionDeletes()
            .withPath(location)
            .withFormat(format)
            .withFileSizeInBytes(Files.size(local))
            .withRecordCount(deleted.length)
            .build();
    table.newRowDelta().addDeletes(file).commit();
  }

  private StepInput read() {
    return new StepInput(
        RETURNS, table, OptionalLong.empty(), Snapshots.current(table), Snapshots.files(table));
  }

  private List<Object> ids() {
    table.refresh();
    return engine
        .query(
            new Query(
                "SELECT id FROM returns ORDER BY id",
                Map.of("returns", new Relation(table, Snapshots.files(table))),
                Duration.ofMinutes(1)))
        .rows()
        .stream()
        .map(List::getFirst)
        .toList();
  }
}
