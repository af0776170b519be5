package io.tarn.catalog.tables;

import static io.tarn.catalog.tables.MemoryClient.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.commit.PositionConflictException;
import io.tarn.catalog.domain.idempotency.RepeatedRequestException;
import io.tarn.catalog.domain.idempotency.RequestKey;
import io.tarn.catalog.domain.manifest.DeclaredFormats;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who only appends is never too late; whoever does anything else is. */
class AppendRebaseTest {
  private static final TableName ORDERS = TableName.parse("retail.bronze.orders");
  private static final Author AUTHOR =
      new Author(Principal.parse("service:test"), Instant.parse("2026-11-25T10:00:00Z"));

  private static final RequestKey KEY =
      new RequestKey(UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), "POST …");

  private final MemoryCatalog database = new MemoryCatalog();
  private final MemoryStore store = new MemoryStore();
  private final MetadataFiles files = new MetadataFiles(store, database, 1_000_000, 1_000_000);
  private final OldFiles oldFiles = new OldFiles(files);
  private final ChangePlanner planner =
      new ChangePlanner(
          database,
          files,
          new TableDefaults(database, new DeclaredFormats(List::of), database, 20),
          new AppendRebase(Set.of("kafka.connect.")),
          new FreeNames());
  private final ChangeWriter writer =
      new ChangeWriter(
          files,
          new ChangeRecorder(database, database, database, database, database),
          database,
          new LaterCopies(database),
          oldFiles);
  private final GroupCommit group = new GroupCommit(planner, writer, 5, 64);
  private final MemoryClient client = new MemoryClient(ORDERS, store);

  private TableMetadata empty;

  @BeforeEach
  void makeTable() {
    TableMetadata metadata =
        TableMetadata.newTableMetadata(
            new Schema(Types.NestedField.optional(1, "a", Types.StringType.get())),
            PartitionSpec.unpartitioned(),
            "s3://lakehouse/retail/bronze/orders-1",
            Map.of("format-version", "3"));
    writer.carryOut(List.of(PlannedChange.creation(ORDERS, metadata, AUTHOR)));
    empty = now();
  }

  @Test
  void appendsThatKnewNothingOfEachOtherAreAllThere() {
    List<TableRequest> requests = List.of(append(empty), append(empty), append(empty));

    requests.forEach(this::commit);

    Snapshot last = now().currentSnapshot();
    assertThat(last.summary())
        .containsEntry("added-records", "10")
        .containsEntry("total-records", "30")
        .containsEntry("total-data-files", "3")
        .containsEntry("total-files-size", "3000");
    assertThat(now().snapshots())
        .extracting(Snapshot::snapshotId)
        .containsExactlyElementsOf(requests.stream().map(AppendRebaseTest::snapshot).toList());
    assertThat(now().snapshots()).extracting(Snapshot::sequenceNumber).containsExactly(1L, 2L, 3L);
    assertThat(now().snapshots()).extracting(Snapshot::firstRowId).containsExactly(0L, 10L, 20L);
    assertThat(now().snapshots()).extracting(Snapshot::addedRows).containsOnly(10L);
    assertThat(now().snapshotLog()).hasSize(3);
    assertThat(firstRowIds()).containsExactlyInAnyOrder(0L, 10L, 20L);
    assertThat(database.commits)
        .extracting(commit -> commit.event().sequence())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void theListAClientWroteInVainIsDeleted() {
    commit(append(empty));
    TableRequest late = append(empty);
    String inVain = added(late).manifestListLocation();

    commit(late);

    oldFiles.stop();
    assertThat(store.deleted).containsExactly(inVain);
    assertThat(now().currentSnapshot().manifestListLocation()).isNotEqualTo(inVain);
  }

  @Test
  void ofManifestsThatAClientMergedOnlyItsOwnFilesCount() {
    commit(new TableRequest(ORDERS, List.of(), List.of(mergeAt(2))));
    commit(append(now()));
    TableMetadata seen = now();
    TableRequest merged = append(seen);
    assertThat(added(merged).allManifests(store)).hasSize(1);
    commit(append(seen));

    commit(merged);

    assertThat(firstRowIds()).hasSize(3).doesNotHaveDuplicates();
    assertThat(now().currentSnapshot().summary())
        .containsEntry("total-records", "30")
        .containsEntry("total-files-size", "3000");
  }

  @Test
  void manifestsAreMergedBeforeEveryClientWouldMergeThem() {
    commit(new TableRequest(ORDERS, List.of(), List.of(mergeAt(8))));
    TableMetadata seen = now();
    List<TableRequest> late = Stream.generate(() -> append(seen)).limit(6).toList();

    late.subList(0, 5).forEach(this::commit);
    assertThat(now().currentSnapshot().allManifests(store)).hasSize(5);
    commit(late.getLast());

    assertThat(now().currentSnapshot().allManifests(store)).hasSize(1);
    assertThat(now().properties()).containsEntry("commit.manifest.min-count-to-merge", "8");
    assertThat(firstRowIds()).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aManifestOfAnotherTableIsNotPutOnTop() {
    TableRequest foreign =
        client.request(
            empty, client.of(empty).newAppend().appendManifest(client.manifestElsewhere(empty)));
    commit(append(empty));

    assertThatThatIsTooLate(foreign);
  }

  @Test
  void aManifestOfAnotherTableIsNotMergedWithTheOwn() {
    commit(new TableRequest(ORDERS, List.of(), List.of(mergeAt(2))));
    TableMetadata seen = now();
    commit(
        client.request(
            seen, client.of(seen).newAppend().appendManifest(client.manifestElsewhere(seen))));

    assertThatThrownBy(() -> commit(append(seen))).hasMessageContaining("does not lie below");
    assertThat(now().snapshots()).hasSize(1);
  }

  @Test
  void whatIsNotAPureAppendIsTooLate() {
    commit(append(empty));
    TableMetadata seen = now();
    TableRequest delete =
        client.request(
            seen, client.of(seen).newDelete().deleteFromRowFilter(Expressions.alwaysTrue()));
    TableRequest more =
        client.request(
            seen,
            client.of(seen).newAppend().appendFile(file(seen)).apply(),
            new MetadataUpdate.SetProperties(Map.of("owner", "me")));
    commit(append(seen));

    assertThatThatIsTooLate(delete);
    assertThatThatIsTooLate(more);
  }

  @Test
  void allOtherRequirementsMustHold() {
    TableRequest append = append(empty);
    List<UpdateRequirement> others =
        List.of(
            new UpdateRequirement.AssertTableUUID("11111111-1111-1111-1111-111111111111"),
            new UpdateRequirement.AssertCurrentSchemaID(7));
    commit(append(empty));

    for (UpdateRequirement other : others) {
      List<UpdateRequirement> requirements = new ArrayList<>(append.requirements());
      requirements.add(other);
      assertThatThatIsTooLate(new TableRequest(ORDERS, requirements, append.updates()));
    }
    assertThatThatIsTooLate(new TableRequest(ORDERS, others, append.updates()));
  }

  @Test
  void anAppendToAStateThatWasTakenBackIsTooLate() {
    commit(append(empty));
    TableMetadata first = now();
    commit(append(first));
    TableRequest onSecond = append(now());
    TableMetadata back =
        TableMetadata.buildFrom(now())
            .setBranchSnapshot(first.currentSnapshot().snapshotId(), SnapshotRef.MAIN_BRANCH)
            .build();
    commit(new TableRequest(ORDERS, List.of(), back.changes()));

    assertThatThatIsTooLate(onSecond);
  }

  @Test
  void anAppendThatIsThereAlreadyIsNotPutThereAgain() {
    TableRequest append = append(empty);
    commit(append);

    assertThatThatIsTooLate(append);
  }

  @Test
  void whoDecidesByEarlierSnapshotsWhatToAppendIsNotOverruled() {
    TableRequest offsets =
        client.request(empty, add(empty).set("kafka.connect.offsets.control.sink", "{\"0\":5}"));
    TableRequest plain = append(empty);
    commit(append(empty));
    assertThatThatIsTooLate(offsets);

    commit(
        new TableRequest(
            ORDERS,
            List.of(),
            List.of(new MetadataUpdate.SetProperties(Map.of(AppendRebase.ALLOWED, "false")))));

    assertThatThatIsTooLate(plain);
  }

  @Test
  void aListThatIsNotTheClientsOwnIsNeitherReadNorDeleted() {
    commit(append(empty));
    String others = "s3://lakehouse/retail/bronze/returns-1/metadata/snap.avro";
    String earlier = now().currentSnapshot().manifestListLocation();

    for (String list : List.of(others, earlier, empty.location() + "/../returns-1/snap.avro")) {
      Snapshot written = add(empty).apply();
      String json = SnapshotParser.toJson(written).replace(written.manifestListLocation(), list);
      assertThatThatIsTooLate(client.request(empty, SnapshotParser.fromJson(json)));
    }
    oldFiles.stop();
    assertThat(store.deleted).isEmpty();
  }

  @Test
  void aListThatLiesElsewhereIsRefusedWhereItWouldFitToo() {
    Snapshot written = add(empty).apply();
    String json =
        SnapshotParser.toJson(written)
            .replace(empty.location(), "s3://lakehouse/retail/bronze/returns-1");

    assertThatThrownBy(() -> commit(client.request(empty, SnapshotParser.fromJson(json))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("must lie below " + empty.location());
  }

  @Test
  void positionsAreCheckedWhereTheAppendIsPut() {
    commit(append(empty, 0, 5));

    commit(append(empty, 5, 7));
    assertThatThrownBy(() -> commit(append(empty, 5, 9)))
        .isInstanceOf(PositionConflictException.class);

    assertThat(database.commits.getLast().ends()).isEqualTo(Map.of("kafka:t:0", 7L));
    assertThat(database.commits).hasSize(2);
  }

  @Test
  void whoIsRefusedDoesNotHoldUpTheGroup() {
    commit(append(empty, 0, 5));
    TableMetadata seen = now();
    store.written.clear();
    Proposal good = proposal(append(seen, 5, 7));
    Proposal stale = proposal(append(seen, 5, 9));
    Proposal next = proposal(append(seen, 7, 8));
    Proposal delete =
        proposal(
            client.request(
                empty, client.of(empty).newDelete().deleteFromRowFilter(Expressions.alwaysTrue())));
    store.written.clear();

    group.commit(List.of(good, stale, next, delete));

    assertThatThrownBy(stale::outcome).isInstanceOf(PositionConflictException.class);
    assertThatThrownBy(delete::outcome).isInstanceOf(CommitFailedException.class);
    assertThat(good.outcome().metadataFileLocation())
        .isEqualTo(next.outcome().metadataFileLocation())
        .isEqualTo(now().metadataFileLocation());
    assertThat(now().snapshots()).hasSize(3);
    assertThat(database.commits)
        .extracting(commit -> commit.event().sequence())
        .containsExactly(1L, 2L, 3L);
    assertThat(database.events).hasSize(3);
    assertThat(firstRowIds()).containsExactlyInAnyOrder(0L, 10L, 20L);
  }

  @Test
  void aRequestThatCameTwiceIsInTheGroupOnce() {
    commit(append(empty));
    TableRequest asked = append(empty);
    Author author = new Author(AUTHOR.principal(), AUTHOR.at(), Optional.of(KEY));
    Proposal first = new Proposal(asked, author);
    Proposal other = proposal(append(empty));

    group.commit(List.of(first, other));
    Proposal again = new Proposal(append(empty), author);
    Proposal next = proposal(append(empty));
    group.commit(List.of(again, next));

    assertThat(first.outcome().snapshots()).hasSize(3);
    assertThatThrownBy(again::outcome).isInstanceOf(RepeatedRequestException.class);
    assertThat(next.outcome().snapshots()).hasSize(4);
    assertThat(database.commits).hasSize(4);
  }

  @Test
  void whatIsNeededLaterIsReadWhileOneWaits() {
    TableRequest waiting = append(empty);
    Snapshot theirs = PureAppend.of(waiting).orElseThrow().snapshot();
    store.read.clear();

    planner.lookAhead(waiting);

    String manifest = theirs.allManifests(store).getFirst().path();
    assertThat(store.read).containsExactly(theirs.manifestListLocation(), manifest);
  }

  @Test
  void whoseAccessCannotBeWrittenDownChangesNothingAndHoldsUpNobody() {
    Author unwritten =
        AUTHOR.accountedBy(
            () -> {
              throw new TarnException(ErrorKind.UNAVAILABLE, "The audit log is away.");
            });
    Proposal one = new Proposal(append(empty), unwritten);
    Proposal other = proposal(append(empty));

    group.commit(List.of(one, other));
    Proposal alone = new Proposal(append(empty), unwritten);
    group.commit(List.of(alone));

    assertThatThrownBy(one::outcome).hasMessageContaining("audit log is away");
    assertThatThrownBy(alone::outcome).hasMessageContaining("audit log is away");
    assertThat(other.outcome().snapshots()).hasSize(1);
    assertThat(now().snapshots()).hasSize(1);
    assertThat(database.commits).hasSize(1);
  }

  @Test
  void aGroupWhoseAnswerWasLostIsFoundOut() {
    Proposal one = proposal(append(empty));
    Proposal other = proposal(append(empty));
    database.failure = MemoryCatalog.Failure.ANSWER_LOST_AFTER_COMMIT;

    group.commit(List.of(one, other));

    assertThat(database.commits).hasSize(2);
    assertThatCode(one::outcome).doesNotThrowAnyException();
    assertThatCode(other::outcome).doesNotThrowAnyException();
  }

  @Test
  void aGroupWhoseOutcomeStaysUnknownSaysSoToAllAndDeletesNothing() {
    Proposal one = proposal(append(empty));
    Proposal other = proposal(append(empty));
    database.failure = MemoryCatalog.Failure.ANSWER_LOST_BEFORE_COMMIT;

    group.commit(List.of(one, other));

    assertThatThrownBy(one::outcome).isInstanceOf(CommitStateUnknownException.class);
    assertThatThrownBy(other::outcome).isInstanceOf(CommitStateUnknownException.class);
    oldFiles.stop();
    assertThat(store.deleted).isEmpty();
  }

  @Test
  void aGroupThatAnotherReplicaOvertookIsPlannedAgain() {
    Proposal one = proposal(append(empty));
    Proposal other = proposal(append(empty));
    TableRequest faster = append(empty);
    database.intruder = () -> new GroupCommit(planner, writer, 5, 64).commit(faster, AUTHOR);

    group.commit(List.of(one, other));

    assertThat(one.outcome().snapshots()).hasSize(3);
    assertThat(other.outcome().currentSnapshot().summary()).containsEntry("total-records", "30");
    assertThat(firstRowIds()).containsExactlyInAnyOrder(0L, 10L, 20L);
  }

  private void assertThatThatIsTooLate(TableRequest request) {
    String before = now().metadataFileLocation();
    assertThatThrownBy(() -> commit(request)).isInstanceOf(CommitFailedException.class);
    assertThat(now().metadataFileLocation()).isEqualTo(before);
  }

  private void commit(TableRequest request) {
    group.commit(request, AUTHOR);
  }

  private static Proposal proposal(TableRequest request) {
    return new Proposal(request, AUTHOR);
  }

  private TableRequest append(TableMetadata seen) {
    return client.request(seen, add(seen));
  }

  private TableRequest append(TableMetadata seen, long start, long end) {
    return client.request(
        seen, add(seen).set("tarn.positions", "{\"kafka:t:0\": [%d, %d]}".formatted(start, end)));
  }

  private AppendFiles add(TableMetadata seen) {
    return client.of(seen).newAppend().appendFile(file(seen));
  }

  private static MetadataUpdate mergeAt(int manifests) {
    return new MetadataUpdate.SetProperties(
        Map.of("commit.manifest.min-count-to-merge", String.valueOf(manifests)));
  }

  private static Snapshot added(TableRequest request) {
    return PureAppend.of(request).orElseThrow().snapshot();
  }

  private static long snapshot(TableRequest request) {
    return added(request).snapshotId();
  }

  private List<Long> firstRowIds() {
    List<Long> ids = new ArrayList<>();
    for (FileScanTask task : client.of(now()).newScan().planFiles()) {
      ids.add(task.file().firstRowId());
    }
    return ids;
  }

  private TableMetadata now() {
    return files.read(database.pointers.get(ORDERS));
  }
}
