package io.tarn.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.memory.MemoryCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakehouseTest {
  private static final TableName ORDERS = TableName.parse("shop.bronze.orders");
  private static final TableName BAD = TableName.parse("shop.silver.orders_quarantine");

  private final Lakehouse lakehouse = MemoryCatalog.lakehouse();

  @BeforeEach
  void tables() {
    lakehouse.createIfAbsent(ORDERS, BronzeTable.SCHEMA, Map.of());
    lakehouse.createIfAbsent(BAD, BronzeTable.SCHEMA, Map.of());
  }

  @Test
  void a_created_table_is_format_version_3_and_creating_it_again_changes_nothing() {
    Table again = lakehouse.createIfAbsent(ORDERS, BronzeTable.SCHEMA, Map.of());

    assertThat(((HasTableOperations) again).operations().current().formatVersion()).isEqualTo(3);
    assertThat(again.uuid()).isEqualTo(lakehouse.load(ORDERS).uuid());
  }

  @Test
  void a_missing_table_is_told_apart_from_a_broken_catalog() {
    assertThat(lakehouse.find(TableName.parse("shop.bronze.nothing"))).isEmpty();
    assertThatThrownBy(() -> lakehouse.load(TableName.parse("shop.bronze.nothing")))
        .isInstanceOfSatisfying(
            TarnException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
  }

  @Test
  void missing_columns_are_added() {
    Table table =
        lakehouse.evolve(
            ORDERS, new Schema(NestedField.optional(1, "county", Types.StringType.get())));

    assertThat(table.schema().findField("county")).isNotNull();
    assertThat(table.schema().findField("payload")).isNotNull();
  }

  @Test
  void a_commit_says_where_its_rows_come_from() {
    StepRun run =
        new StepRun("run-1", 7, Map.of(BAD, 5L), Map.of("sales", List.of("shop.bronze.orders.x")));
    Provenance provenance =
        new Provenance(
            Map.of("kafka:t:0", new Range(0, 3)),
            java.util.Optional.of(run),
            java.util.Optional.of(Instant.parse("2026-11-25T01:00:00.123Z")));

    CommitOutcome outcome =
        lakehouse.commit(
            Commit.of(new TableChange.Append(ORDERS, List.of(file("a", 3)), provenance)));

    assertThat(lakehouse.load(ORDERS).snapshot(outcome.snapshotId(ORDERS)).summary())
        .containsEntry("tarn.positions", "{\"kafka:t:0\":[0,3]}")
        .containsEntry("tarn.run-id", "run-1")
        .containsEntry("tarn.manifest-version", "7")
        .containsEntry("tarn.inputs", "{\"shop.silver.orders_quarantine\":5}")
        .containsEntry("tarn.column-lineage", "{\"sales\":[\"shop.bronze.orders.x\"]}")
        .containsEntry("tarn.accepted-up-to", "2026-11-25T01:00:00.123Z");
    assertThat(lakehouse.positions(ORDERS)).containsEntry("kafka:t:0", 3L);
  }

  @Test
  void positions_that_do_not_continue_are_refused_for_all_tables_and_leave_nothing_behind() {
    append(ORDERS, "kafka:t:0", 0, 3);

    Commit late =
        Commit.of(
            new TableChange.Append(BAD, List.of(file("b", 1)), Provenance.none()),
            new TableChange.Append(ORDERS, List.of(file("c", 3)), at("kafka:t:0", 0, 3)));

    assertThatThrownBy(() -> lakehouse.commit(late)).isInstanceOf(PositionConflictException.class);
    assertThat(Snapshots.files(lakehouse.load(ORDERS))).hasSize(1);
    assertThat(Snapshots.files(lakehouse.load(BAD))).isEmpty();
  }

  @Test
  void a_change_computed_from_an_old_snapshot_is_a_conflict() {
    OptionalLong read = Snapshots.current(lakehouse.load(ORDERS));
    append(ORDERS, "kafka:t:0", 0, 3);

    Commit stale =
        Commit.of(
            new TableChange.ReplaceAll(ORDERS, read, List.of(file("all", 9)), Provenance.none()));

    assertThatThrownBy(() -> lakehouse.commit(stale))
        .isInstanceOfSatisfying(
            TarnException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
  }

  @Test
  void replacing_all_leaves_only_the_new_files() {
    append(ORDERS, "kafka:t:0", 0, 3);
    OptionalLong read = Snapshots.current(lakehouse.load(ORDERS));

    lakehouse.commit(
        Commit.of(
            new TableChange.ReplaceAll(ORDERS, read, List.of(file("all", 9)), Provenance.none())));

    assertThat(Snapshots.files(lakehouse.load(ORDERS)))
        .singleElement()
        .satisfies(only -> assertThat(only.data().recordCount()).isEqualTo(9));
  }

  @Test
  void deletion_vectors_add_up() {
    append(ORDERS, "kafka:t:0", 0, 10);

    delete(2, 5);
    delete(7);

    Table table = lakehouse.load(ORDERS);
    TableFile only = Snapshots.files(table).getFirst();
    assertThat(only.deletes()).hasSize(1);
    assertThat(DeletionVectors.positions(table, only)).containsExactly(2, 5, 7);
  }

  @Test
  void what_came_in_between_two_snapshots_is_read_through_a_compaction() {
    long first = append(ORDERS, "kafka:t:0", 0, 3);
    append(ORDERS, "kafka:t:0", 3, 5);
    long third = append(ORDERS, "kafka:t:0", 5, 9);
    List<TableFile> small = Snapshots.files(lakehouse.load(ORDERS));
    lakehouse.commit(
        Commit.of(
            new TableChange.ReplaceFiles(ORDERS, third, small, List.of(file("compacted", 9)))));
    long last = append(ORDERS, "kafka:t:0", 9, 10);

    Increment increment = Snapshots.between(lakehouse.load(ORDERS), first, last).orElseThrow();

    assertThat(increment.appendOnly()).isTrue();
    assertThat(increment.added()).extracting(DataFile::recordCount).containsExactly(2L, 4L, 1L);
    assertThat(Snapshots.files(lakehouse.load(ORDERS)))
        .extracting(file -> file.data().recordCount())
        .containsExactlyInAnyOrder(9L, 1L);
  }

  @Test
  void a_deletion_makes_the_increment_more_than_appends() {
    long first = append(ORDERS, "kafka:t:0", 0, 3);
    long deleted = delete(1);

    Table table = lakehouse.load(ORDERS);
    assertThat(Snapshots.between(table, first, deleted))
        .hasValueSatisfying(increment -> assertThat(increment.appendOnly()).isFalse());
    assertThat(Snapshots.between(table, 4711, deleted)).isEmpty();
  }

  @Test
  void an_append_is_kept_when_files_are_compacted_at_the_same_time() {
    long read = append(ORDERS, "kafka:t:0", 0, 3);
    List<TableFile> small = Snapshots.files(lakehouse.load(ORDERS));
    append(ORDERS, "kafka:t:0", 3, 5);

    lakehouse.commit(
        Commit.of(new TableChange.ReplaceFiles(ORDERS, read, small, List.of(file("big", 3)))));

    assertThat(Snapshots.files(lakehouse.load(ORDERS)))
        .extracting(file -> file.data().recordCount())
        .containsExactlyInAnyOrder(3L, 2L);
  }

  @Test
  void a_commit_belongs_to_one_catalog() {
    TableChange here = new TableChange.Append(ORDERS, List.of(), Provenance.none());
    TableChange there =
        new TableChange.Append(
            TableName.parse("other.bronze.orders"), List.of(), Provenance.none());

    assertThatThrownBy(() -> Commit.of(here, there)).hasMessageContaining("exactly one catalog");
  }

  private long append(TableName table, String key, long start, long end) {
    return lakehouse
        .commit(
            Commit.of(
                new TableChange.Append(
                    table,
                    List.of(file(UUID.randomUUID().toString(), end - start)),
                    at(key, start, end))))
        .snapshotId(table);
  }

  private long delete(long... positions) {
    Table table = lakehouse.load(ORDERS);
    TableFile file = Snapshots.files(table).getFirst();
    TableChange.Deletions deletions = DeletionVectors.stage(table, Map.of(file, positions));
    return lakehouse
        .commit(
            Commit.of(
                new TableChange.RowDelta(
                    ORDERS, Snapshots.current(table), List.of(), deletions, Provenance.none())))
        .snapshotId(ORDERS);
  }

  private static Provenance at(String key, long start, long end) {
    return Provenance.ofSource(Map.of(key, new Range(start, end)), Instant.EPOCH);
  }

  private static DataFile file(String name, long rows) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("s3://lakehouse/data/" + name + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(100)
        .withRecordCount(rows)
        .build();
  }
}
