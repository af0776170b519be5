package io.tarn.catalog.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchPlanTaskException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.requests.PlanTableScanRequest;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scan comes in parts, which any replica can plan. */
class ScanPlannerTest {
  private static final TableName ORDERS = TableName.parse("retail.bronze.orders");
  private static final int PAGE = 2;
  private static final int MOST = 6;

  private final MemoryStore store = new MemoryStore();
  private final MetadataFiles files =
      new MetadataFiles(store, new MemoryCatalog(), 1_000_000, 1_000_000);
  private final MemoryClient client = new MemoryClient(ORDERS, store);
  private final ScanPlanner planner = new ScanPlanner(files, PAGE, MOST);

  private TableMetadata table;

  @BeforeEach
  void makeTable() {
    table =
        TableMetadata.newTableMetadata(
            new Schema(Types.NestedField.optional(1, "a", Types.StringType.get())),
            PartitionSpec.unpartitioned(),
            "s3://lakehouse/retail/bronze/orders-1",
            Map.of("format-version", "3"));
  }

  @Test
  void anEmptyTableHasNothingToRead() {
    PlannedScan scan = planner.plan(pointer(), PlanTableScanRequest.builder().build());

    assertThat(scan.files()).isEmpty();
    assertThat(scan.planTasks()).isEmpty();
  }

  @Test
  void thePartsTogetherAreTheScan() {
    List<String> written = append(5);

    PlannedScan scan = planner.plan(pointer(), PlanTableScanRequest.builder().build());

    assertThat(scan.files()).hasSize(PAGE);
    assertThat(scan.planTasks()).hasSize(2);
    assertThat(all(planner, scan)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void anotherReplicaKnowsThePartsToo() {
    List<String> written = append(5);
    PlannedScan scan = planner.plan(pointer(), PlanTableScanRequest.builder().build());
    append(1);

    ScanPlanner other = new ScanPlanner(files, PAGE, MOST);

    assertThat(all(other, scan)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void anOlderStateIsRead() {
    List<String> before = append(1);
    long old = table.currentSnapshot().snapshotId();
    append(1);

    for (boolean schemaOfThen : List.of(true, false)) {
      PlannedScan scan =
          planner.plan(
              pointer(),
              PlanTableScanRequest.builder()
                  .withSnapshotId(old)
                  .withUseSnapshotSchema(schemaOfThen)
                  .build());

      assertThat(all(planner, scan)).isEqualTo(before);
    }
  }

  @Test
  void onlyWhatCameBetweenTwoSnapshotsIsRead() {
    append(1);
    long start = table.currentSnapshot().snapshotId();
    List<String> between = append(2);

    PlannedScan scan =
        planner.plan(
            pointer(),
            PlanTableScanRequest.builder()
                .withStartSnapshotId(start)
                .withEndSnapshotId(table.currentSnapshot().snapshotId())
                .build());

    assertThat(all(planner, scan)).containsExactlyInAnyOrderElementsOf(between);
  }

  /** Whoever makes a table chooses its UUID, and may know that of another. */
  @Test
  void aTableOfTheSameUuidHasNoneOfTheOthersFiles() {
    append(1);
    PlanTableScanRequest request =
        PlanTableScanRequest.builder().withSnapshotId(table.currentSnapshot().snapshotId()).build();
    planner.plan(pointer(), request);
    TableMetadata empty =
        write(
            TableMetadata.buildFromEmpty(3)
                .assignUUID(table.uuid())
                .setLocation("s3://lakehouse/retail/lab/spy-1")
                .setCurrentSchema(table.schema(), table.lastColumnId())
                .setDefaultPartitionSpec(PartitionSpec.unpartitioned())
                .setDefaultSortOrder(SortOrder.unsorted())
                .build());
    TablePointer spy =
        new TablePointer(
            2,
            TableName.parse("retail.lab.spy"),
            UUID.fromString(table.uuid()),
            empty.metadataFileLocation(),
            0);

    assertThatThrownBy(() -> planner.plan(spy, request)).isInstanceOf(BadRequestException.class);
  }

  @Test
  void whatCannotBePlannedIsRefused() {
    append(MOST + 1);

    assertThatThrownBy(() -> planner.plan(pointer(), PlanTableScanRequest.builder().build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("more than 6 files");
    assertThatThrownBy(
            () ->
                planner.plan(pointer(), PlanTableScanRequest.builder().withSnapshotId(7L).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("no snapshot 7");
    assertThatThrownBy(
            () ->
                planner.plan(
                    pointer(),
                    PlanTableScanRequest.builder()
                        .withFilter(Expressions.equal("missing", 1))
                        .build()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void aPartThatNobodyWasToldOfIsNotThere() {
    append(3);
    PlannedScan scan = planner.plan(pointer(), PlanTableScanRequest.builder().build());
    PlanTask told = PlanTask.parse(scan.planTasks().getFirst());
    String beyond = new PlanTask(told.scan(), 100).written();

    Stream.of("", "x", "!!!", beyond)
        .forEach(
            task ->
                assertThatThrownBy(() -> planner.part(pointer(), task))
                    .isInstanceOf(NoSuchPlanTaskException.class));
  }

  /** What it tells of its files would get out. */
  @Test
  void aManifestOfAnotherTableIsNotRead() {
    commit(client.of(table).newAppend().appendManifest(client.manifestElsewhere(table)));

    assertThatThrownBy(() -> planner.plan(pointer(), PlanTableScanRequest.builder().build()))
        .hasMessageContaining("does not lie below");
  }

  private List<String> append(int count) {
    AppendFiles append = client.of(table).newAppend();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var file = MemoryClient.file(table);
      append.appendFile(file);
      written.add(file.location());
    }
    commit(append);
    return written;
  }

  private void commit(AppendFiles append) {
    table =
        write(
            TableMetadata.buildFrom(table)
                .setBranchSnapshot(append.apply(), SnapshotRef.MAIN_BRANCH)
                .build());
  }

  private TableMetadata write(TableMetadata metadata) {
    return files.write(null, metadata, files.stage(metadata.location()));
  }

  private TablePointer pointer() {
    if (table.metadataFileLocation() == null) {
      table = write(table);
    }
    return new TablePointer(
        1, ORDERS, UUID.fromString(table.uuid()), table.metadataFileLocation(), 1);
  }

  private List<String> all(ScanPlanner planner, PlannedScan scan) {
    return Stream.concat(
            scan.files().stream(),
            scan.planTasks().stream()
                .flatMap(task -> planner.part(pointer(), task).files().stream()))
        .map(task -> task.file().location())
        .toList();
  }
}
