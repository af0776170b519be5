package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.TableName;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.memory.MemoryCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowStagerTest {
  @TempDir Path scratch;

  private RowStager stager;

  @AfterEach
  void close() {
    if (stager != null) {
      stager.close();
    }
  }

  @Test
  void payloads_come_back_byte_for_byte() throws Exception {
    Table bronze = table(BronzeTable.SCHEMA);
    List<String> payloads =
        List.of("", "a\u0000b", "\"quoted\", 'too'", "Grüße 😀", "x".repeat(70_000));
    byte[] notText = {(byte) 0xff, 0, (byte) 0xc3, 0x28};
    List<Object[]> rows = new ArrayList<>();
    payloads.forEach(payload -> rows.add(bronzeRow(payload, null)));
    rows.add(bronzeRow(null, notText));

    DataFile file = stage(bronze, rows);

    assertThat(read(bronze, file, "payload")).containsExactlyElementsOf(with(payloads, null));
    assertThat(read(bronze, file, "hex(payload_bytes)")).endsWith("FF00C328");
    assertThat(read(bronze, file, "headers['x-id']")).containsOnly("7");
    assertThat(read(bronze, file, "epoch_us(accepted_at)")).containsOnly("1764032400123456");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void the_data_file_carries_counts_and_bounds_by_the_tables_field_ids() throws Exception {
    Table table =
        table(
            new Schema(
                NestedField.optional(1, "id", Types.LongType.get()),
                NestedField.optional(2, "price", Types.DecimalType.of(18, 4)),
                NestedField.optional(3, "day", Types.DateType.get()),
                NestedField.optional(4, "share", Types.DoubleType.get()),
                NestedField.optional(5, "name", Types.StringType.get()),
                NestedField.optional(6, "paid", Types.BooleanType.get()),
                NestedField.optional(7, "at", Types.TimestampType.withoutZone()),
                NestedField.optional(
                    8,
                    "place",
                    Types.StructType.of(NestedField.optional(9, "zip", Types.StringType.get()))),
                NestedField.optional(
                    10, "tags", Types.ListType.ofOptional(11, Types.StringType.get()))));

    DataFile file;
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      file =
          new ParquetStager(scratch)
              .stage(
                  duckdb,
                  table,
                  """
                  SELECT 1::BIGINT AS id, 9.5::DECIMAL(18,4) AS price, DATE '1969-12-31' AS day, 0.0::DOUBLE AS share,
                    'z' || repeat('y', 40) AS name, true AS paid, TIMESTAMP '2026-01-01 00:00:00.5' AS at,
                    {'zip': '05401'} AS place, ['b'] AS tags
                  UNION ALL SELECT 7, 12.25, NULL, 'NaN', 'abc', false, NULL, NULL, NULL
                  """)
              .orElseThrow();
    }

    Schema schema = table.schema();
    assertThat(file.recordCount()).isEqualTo(2);
    assertThat(file.nullValueCounts()).containsEntry(id(schema, "day"), 1L);
    assertThat(file.nanValueCounts()).containsEntry(id(schema, "share"), 1L);
    assertThat(bounds(schema, file, "id")).containsExactly(1L, 7L);
    assertThat(bounds(schema, file, "price"))
        .containsExactly(new BigDecimal("9.5000"), new BigDecimal("12.2500"));
    assertThat(bounds(schema, file, "day")).containsExactly(-1, -1);
    assertThat(bounds(schema, file, "share")).containsExactly(-0.0d, 0.0d);
    assertThat(bounds(schema, file, "name")).hasToString("[abc, zyyyyyyyyyyyyyyz]");
    assertThat(bounds(schema, file, "paid")).containsExactly(false, true);
    assertThat(bounds(schema, file, "at")).containsOnly(1767225600500000L);
    assertThat(bounds(schema, file, "place.zip")).hasToString("[05401, 05401]");
    assertThat(file.lowerBounds()).doesNotContainKey(id(schema, "tags.element"));
    assertThat(file.valueCounts()).containsKey(id(schema, "tags.element"));
  }

  @Test
  void no_rows_make_no_file() throws Exception {
    Table bronze = table(BronzeTable.SCHEMA);
    stager = new RowStager(scratch, 1);

    assertThat(stager.stage(bronze, List.of())).isEmpty();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              new ParquetStager(scratch)
                  .stage(
                      duckdb,
                      bronze,
                      "SELECT * FROM (SELECT NULL AS payload, NULL AS payload_bytes, NULL AS content_type, NULL AS headers, NULL AS accepted_at, NULL AS origin, NULL AS source_partition, NULL AS source_offset) WHERE false"))
          .isEmpty();
    }
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void a_value_that_fits_no_column_is_an_error_and_later_batches_still_work() throws Exception {
    Table table = table(new Schema(NestedField.optional(1, "id", Types.LongType.get())));
    stager = new RowStager(scratch, 1);
    List<Object[]> wrong = new ArrayList<>();
    wrong.add(new Object[] {new java.util.concurrent.atomic.AtomicLong(1)});

    assertThatThrownBy(() -> stager.stage(table, wrong)).hasMessageContaining("AtomicLong");

    assertThat(stage(table, List.<Object[]>of(new Object[] {5L})).recordCount()).isEqualTo(1);
  }

  private static Object[] bronzeRow(String payload, byte[] bytes) {
    Instant accepted = Instant.parse("2025-11-25T01:00:00.123456Z");
    return new Object[] {
      payload, bytes, "application/json", Map.of("x-id", "7"), accepted, "kafka:t", 1, 42L
    };
  }

  private DataFile stage(Table table, List<Object[]> rows) {
    if (stager == null) {
      stager = new RowStager(scratch, 2);
    }
    return stager.stage(table, rows).orElseThrow();
  }

  private static Table table(Schema schema) {
    return MemoryCatalog.lakehouse()
        .createIfAbsent(TableName.parse("shop.bronze.orders"), schema, Map.of());
  }

  private List<String> read(Table table, DataFile file, String expression)
      throws SQLException, IOException {
    Path copy = Files.createTempFile("read", ".parquet");
    try (InputStream in = table.io().newInputFile(file.location()).newStream()) {
      Files.write(copy, in.readAllBytes());
    }
    List<String> values = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT %s FROM '%s'".formatted(expression, copy))) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } finally {
      Files.delete(copy);
    }
    return values;
  }

  private static List<String> with(List<String> values, String last) {
    List<String> all = new ArrayList<>(values);
    all.add(last);
    return all;
  }

  private static int id(Schema schema, String column) {
    return schema.findField(column).fieldId();
  }

  private static List<Object> bounds(Schema schema, DataFile file, String column) {
    NestedField field = schema.findField(column);
    ByteBuffer low = file.lowerBounds().get(field.fieldId());
    ByteBuffer high = file.upperBounds().get(field.fieldId());
    return List.of(
        Conversions.<Object>fromByteBuffer(field.type(), low),
        Conversions.<Object>fromByteBuffer(field.type(), high));
  }
}
