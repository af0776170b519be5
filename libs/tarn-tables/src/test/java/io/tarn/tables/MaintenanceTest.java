package io.tarn.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.TableName;
import io.tarn.tables.memory.MemoryCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
  private static final TableName ORDERS = TableName.parse("shop.bronze.orders");
  private static final long SMALL = 1_000;

  private final Lakehouse lakehouse = MemoryCatalog.lakehouse();

  @BeforeEach
  void table() {
    lakehouse.createIfAbsent(ORDERS, BronzeTable.SCHEMA, Map.of());
  }

  @Test
  void small_files_are_worth_compacting_once_there_are_enough_the_oldest_first() {
    append(10);
    append(5_000);
    append(20);
    assertThat(Maintenance.worthCompacting(lakehouse.load(ORDERS), SMALL, 3)).isEmpty();

    append(30);

    assertThat(Maintenance.worthCompacting(lakehouse.load(ORDERS), SMALL, 3))
        .extracting(file -> file.data().fileSizeInBytes())
        .containsExactly(10L, 20L, 30L);
  }

  @Test
  void a_file_of_which_most_rows_are_deleted_is_worth_it_however_large() {
    append(5_000);
    Table table = lakehouse.load(ORDERS);
    TableChange.Deletions most =
        DeletionVectors.stage(
            table, Map.of(Snapshots.files(table).getFirst(), new long[] {0, 1, 2, 3, 4, 5}));
    lakehouse.commit(
        Commit.of(
            new TableChange.RowDelta(
                ORDERS, Snapshots.current(table), List.of(), most, Provenance.none())));

    assertThat(Maintenance.worthCompacting(lakehouse.load(ORDERS), SMALL, 1)).hasSize(1);
  }

  @Test
  void old_snapshots_are_forgotten_in_one_go_and_the_youngest_kept() {
    for (int i = 0; i < 12; i++) {
      append(10);
    }
    Retention eight = new Retention(8, Duration.ZERO);
    Retention hour = new Retention(1, Duration.ofHours(1));

    assertThat(Maintenance.expire(lakehouse, ORDERS, hour)).isZero();
    assertThat(Maintenance.expire(lakehouse, ORDERS, new Retention(9, Duration.ZERO))).isZero();
    assertThat(Maintenance.expire(lakehouse, ORDERS, eight)).isEqualTo(4);

    Table table = lakehouse.load(ORDERS);
    assertThat(table.snapshots()).hasSize(8);
    assertThat(Snapshots.files(table)).hasSize(12);
  }

  private void append(long bytes) {
    DataFile file =
        DataFiles.builder(PartitionSpec.unpartitioned())
            .withPath("s3://lakehouse/" + UUID.randomUUID() + ".parquet")
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(bytes)
            .withRecordCount(10)
            .build();
    lakehouse.commit(Commit.of(new TableChange.Append(ORDERS, List.of(file), Provenance.none())));
  }
}
