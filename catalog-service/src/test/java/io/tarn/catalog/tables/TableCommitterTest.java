package io.tarn.catalog.tables;

import static io.tarn.catalog.tables.History.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.Writing;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.commit.PositionConflictException;
import io.tarn.catalog.domain.manifest.DeclaredFormats;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.MetadataUpdateParser;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables change all or none, and no file is deleted that somebody may point to. */
class TableCommitterTest {
  private static final TableName ORDERS = TableName.parse("retail.bronze.orders");
  private static final TableName RETURNS = TableName.parse("retail.bronze.returns");
  private static final Author AUTHOR =
      new Author(Principal.parse("service:test"), Instant.parse("2026-11-25T10:00:00Z"));

  private final MemoryCatalog database = new MemoryCatalog();
  private final MemoryStore store = new MemoryStore();
  private final MetadataFiles files = new MetadataFiles(store, database, 1_000_000, 1_000_000);
  private final TableDefaults defaults =
      new TableDefaults(database, new DeclaredFormats(List::of), database, 20);
  private final OldFiles oldFiles = new OldFiles(files);
  private final ChangePlanner planner =
      new ChangePlanner(
          database, files, defaults, new AppendRebase(Set.of("kafka.connect.")), new FreeNames());
  private final ChangeWriter writer =
      new ChangeWriter(
          files,
          new ChangeRecorder(database, database, database, database, database),
          database,
          new LaterCopies(database),
          oldFiles);
  private final TableCommitter committer =
      new TableCommitter(planner, writer, new GroupCommit(planner, writer, 5, 64), 5);
  private final TableCommitter otherReplica =
      new TableCommitter(planner, writer, new GroupCommit(planner, writer, 5, 64), 5);

  @BeforeEach
  void makeTables() {
    create(ORDERS);
    create(RETURNS);
    store.written.clear();
  }

  @Test
  void theEventsOfARequestAreInTheOutboxWithItsChange() {
    committer.commit(
        List.of(append(ORDERS, 1, null, 0, 5), append(RETURNS, 2, null, 0, 3)), AUTHOR);

    assertThat(database.events)
        .extracting(OutboxEvent::key)
        .containsExactly("retail.bronze.orders", "retail.bronze.returns");
    assertThat(metadata(ORDERS).currentSnapshot().snapshotId()).isEqualTo(1);
    assertThat(store.deleted).isEmpty();
  }

  @Test
  void itIsToldWhoPutsRowsIntoATableAndWhetherHeSaysWhereTheyComeFrom() {
    assertThat(database.writings()).containsOnly(new Writing(Set.of(AUTHOR.principal()), false));

    committer.commit(List.of(append(ORDERS, 1, null, 0, 5)), AUTHOR);
    committer.commit(List.of(rename(ORDERS, "about", "orders")), AUTHOR);

    assertThat(database.writings())
        .endsWith(new Writing(Set.of(AUTHOR.principal()), true), new Writing(Set.of(), false));
  }

  @Test
  void ifOneTableIsRefusedNoneChanges() {
    committer.commit(List.of(append(ORDERS, 1, null, 0, 5)), AUTHOR);
    String before = database.pointers.get(ORDERS).metadataLocation();
    store.written.clear();

    assertThatThrownBy(
            () ->
                committer.commit(
                    List.of(append(RETURNS, 2, null, 0, 3), append(ORDERS, 3, 1L, 0, 5)), AUTHOR))
        .isInstanceOf(PositionConflictException.class);

    assertThat(database.pointers.get(ORDERS).metadataLocation()).isEqualTo(before);
    assertThat(metadata(RETURNS).currentSnapshot()).isNull();
    assertThat(database.events).hasSize(1);
    assertThat(store.deleted).containsExactlyElementsOf(store.written).hasSize(2);
  }

  @Test
  void whoIsOvertakenTriesAgainOnWhatTheOtherMadeOfIt() {
    database.intruder =
        () -> otherReplica.commit(List.of(rename(ORDERS, "owner", "faster")), AUTHOR);

    committer.commit(List.of(append(ORDERS, 1, null, 0, 5)), AUTHOR);

    assertThat(metadata(ORDERS).properties()).containsEntry("owner", "faster");
    assertThat(metadata(ORDERS).currentSnapshot().snapshotId()).isEqualTo(1);
    assertThat(store.deleted).hasSize(1).doesNotContain(current(ORDERS));
  }

  @Test
  void whoIsOvertakenWhereItCountsIsRefused() {
    database.intruder = () -> otherReplica.commit(List.of(append(ORDERS, 7, null, 0, 5)), AUTHOR);

    assertThatThrownBy(() -> committer.commit(List.of(append(ORDERS, 8, null, 0, 5)), AUTHOR))
        .isInstanceOf(CommitFailedException.class);

    assertThat(metadata(ORDERS).currentSnapshot().snapshotId()).isEqualTo(7);
    assertThat(database.commits).hasSize(1);
  }

  @Test
  void anAnswerThatWasLostAfterTheCommitIsFoundOut() {
    database.failure = MemoryCatalog.Failure.ANSWER_LOST_AFTER_COMMIT;

    committer.commit(List.of(append(ORDERS, 1, null, 0, 5)), AUTHOR);

    assertThat(metadata(ORDERS).currentSnapshot().snapshotId()).isEqualTo(1);
    assertThat(store.deleted).isEmpty();
  }

  @Test
  void anAnswerThatStaysUnknownIsSaidToBeAndItsFileIsKept() {
    database.failure = MemoryCatalog.Failure.ANSWER_LOST_BEFORE_COMMIT;

    assertThatThrownBy(() -> committer.commit(List.of(append(ORDERS, 1, null, 0, 5)), AUTHOR))
        .isInstanceOf(CommitStateUnknownException.class);

    assertThat(store.deleted).isEmpty();
  }

  @Test
  void aRequestThatChangesNothingTouchesNothing() {
    committer.commit(List.of(new TableRequest(ORDERS, List.of(), List.of())), AUTHOR);

    assertThat(store.written).isEmpty();
  }

  @Test
  void oldMetadataIsDeletedOnceTheLogIsFull() {
    for (int i = 0; i < 25; i++) {
      committer.commit(List.of(rename(ORDERS, "round", Integer.toString(i))), AUTHOR);
    }

    oldFiles.stop();
    assertThat(metadata(ORDERS).previousFiles()).hasSize(20);
    assertThat(store.deleted)
        .hasSize(5)
        .doesNotContainAnyElementsOf(
            metadata(ORDERS).previousFiles().stream()
                .map(TableMetadata.MetadataLogEntry::file)
                .toList());
  }

  @Test
  void nonsenseIsRefused() {
    TableRequest request = append(ORDERS, 1, null, 0, 5);
    assertThatThrownBy(() -> committer.commit(List.of(request, request), AUTHOR))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(
            () -> committer.commit(List.of(rename(TableName.parse("a.b.c"), "x", "y")), AUTHOR))
        .isInstanceOf(NoSuchTableException.class);
  }

  /** Where a table lay, or lies under another name, its files are. */
  @Test
  void aTableIsMadeOnlyWhereItsMakerWasToldItWouldLie() {
    TableName made = TableName.parse("retail.bronze.made");
    String given = "s3://lakehouse/retail/bronze/made-" + UUID.randomUUID();
    database.staged.put(made, given);

    assertThatThrownBy(
            () ->
                committer.commit(
                    List.of(
                        creation(
                            made, given.substring(0, given.length() - 36) + UUID.randomUUID())),
                    AUTHOR))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("stage its creation first");
    assertThat(committer.commit(List.of(creation(made, given)), AUTHOR)).hasSize(1);
  }

  private static TableRequest creation(TableName table, String location) {
    TableMetadata staged =
        TableMetadata.newTableMetadata(
            new Schema(Types.NestedField.optional(1, "a", Types.StringType.get())),
            PartitionSpec.unpartitioned(),
            location,
            Map.of("format-version", "3"));
    return new TableRequest(
        table, List.of(new UpdateRequirement.AssertTableDoesNotExist()), staged.changes());
  }

  private void create(TableName table) {
    TableMetadata metadata =
        TableMetadata.newTableMetadata(
            new Schema(Types.NestedField.optional(1, "a", Types.StringType.get())),
            PartitionSpec.unpartitioned(),
            location(table),
            Map.of(
                "format-version", "2",
                "write.metadata.delete-after-commit.enabled", "true",
                "write.metadata.previous-versions-max", "20"));
    writer.carryOut(List.of(PlannedChange.creation(table, metadata, AUTHOR)));
  }

  private static String location(TableName table) {
    return "s3://lakehouse/" + table.toString().replace('.', '/') + "-1";
  }

  private static TableRequest append(TableName table, long id, Long parent, long start, long end) {
    String positions = "{\"kafka:t:0\": [%d, %d]}".formatted(start, end);
    String snapshot =
        SnapshotParser.toJson(snapshot(id, parent, Map.of("tarn.positions", positions)))
            .replace("s3://lakehouse/w/n/t-1", location(table));
    return new TableRequest(
        table,
        List.of(new UpdateRequirement.AssertRefSnapshotID(SnapshotRef.MAIN_BRANCH, parent)),
        List.of(
            new MetadataUpdate.AddSnapshot(SnapshotParser.fromJson(snapshot)),
            MetadataUpdateParser.fromJson(
                """
                {"action": "set-snapshot-ref", "ref-name": "main", "type": "branch",
                 "snapshot-id": %d}"""
                    .formatted(id))));
  }

  private static TableRequest rename(TableName table, String property, String value) {
    return new TableRequest(
        table, List.of(), List.of(new MetadataUpdate.SetProperties(Map.of(property, value))));
  }

  private TableMetadata metadata(TableName table) {
    return files.read(database.pointers.get(table));
  }

  private String current(TableName table) {
    return database.pointers.get(table).metadataLocation();
  }
}
