package io.tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.model.TableName;
import io.tarn.tables.Commit;
import io.tarn.tables.DeletionVectors;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.Retention;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableChange;
import io.tarn.tables.memory.MemoryCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableUpkeepTest {
  private static final TableName ORDERS = TableName.parse("shop.bronze.orders");
  private static final TableUpkeep.Limits LIMITS =
      new TableUpkeep.Limits(1_000_000, 3, new Retention(2, Duration.ZERO));

  @TempDir Path folder;

  private final Lakehouse lakehouse = MemoryCatalog.lakehouse();
  private DuckDbEngine engine;
  private RowStager rows;
  private TableUpkeep upkeep;

  @BeforeEach
  void start() {
    engine = new DuckDbEngine(DuckDbSettings.in(folder.resolve("engine")));
    rows = new RowStager(folder.resolve("rows"), 1);
    upkeep = new TableUpkeep(lakehouse, engine, LIMITS);
    lakehouse.createIfAbsent(
        ORDERS,
        new Schema(
            NestedField.optional(1, "id", Types.LongType.get()),
            NestedField.optional(2, "name", Types.StringType.get())),
        Map.of());
  }

  @AfterEach
  void close() {
    engine.close();
    rows.close();
  }

  @Test
  void many_small_files_become_one_with_the_same_rows_and_positions() {
    for (long id = 0; id < 5; id++) {
      append(id);
    }
    deleteFirstRowOfFirstFile();
    List<List<Object>> before = content();

    upkeep.tend(ORDERS);

    Table table = lakehouse.load(ORDERS);
    assertThat(content()).isEqualTo(before).hasSize(9);
    assertThat(Snapshots.files(table))
        .singleElement()
        .satisfies(file -> assertThat(file.deletes()).isEmpty());
    assertThat(table.snapshots()).hasSize(2);
    assertThat(lakehouse.positions(ORDERS)).containsEntry("kafka:t:0", 5L);
  }

  @Test
  void few_files_are_left_alone() {
    append(0);
    append(1);

    upkeep.tend(ORDERS);

    assertThat(Snapshots.files(lakehouse.load(ORDERS))).hasSize(2);
  }

  private void append(long id) {
    Table table = lakehouse.load(ORDERS);
    List<Object[]> two = List.of(new Object[] {id, "a" + id}, new Object[] {id, "b" + id});
    lakehouse.commit(
        Commit.of(
            new TableChange.Append(
                ORDERS,
                List.of(rows.stage(table, two).orElseThrow()),
                Provenance.ofSource(Map.of("kafka:t:0", new Range(id, id + 1)), Instant.EPOCH))));
  }

  private void deleteFirstRowOfFirstFile() {
    Table table = lakehouse.load(ORDERS);
    lakehouse.commit(
        Commit.of(
            new TableChange.RowDelta(
                ORDERS,
                Snapshots.current(table),
                List.of(),
                DeletionVectors.stage(
                    table, Map.of(Snapshots.files(table).getFirst(), new long[] {0})),
                Provenance.ofSource(Map.of("kafka:t:1", new Range(0, 1)), Instant.EPOCH))));
  }

  private List<List<Object>> content() {
    Table table = lakehouse.load(ORDERS);
    return engine
        .query(
            new Query(
                "SELECT id, name FROM orders ORDER BY name",
                Map.of("orders", new Relation(table, Snapshots.files(table))),
                Duration.ofMinutes(1)))
        .rows();
  }
}
