package io.tarn.catalog.tables;

import static io.tarn.catalog.tables.History.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.commit.HistoryStep;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.junit.jupiter.api.Test;

/** Every snapshot that becomes the table's state is found, and every way back. */
class MainBranchTest {
  private final TableMetadata one = History.with(History.empty(), snapshot(1, null));
  private final TableMetadata three = History.with(one, snapshot(2, 1L), snapshot(3, 2L));

  @Test
  void eachSnapshotOfARequestIsAMove() {
    assertThat(moves(one, three)).containsExactly("Added 2", "Added 3");
    assertThat(moves(null, three)).containsExactly("Added 1", "Added 2", "Added 3");
  }

  @Test
  void aChangeOfPropertiesMovesNothing() {
    TableMetadata renamed =
        TableMetadata.buildFrom(three).setProperties(Map.of("owner", "me")).build();

    assertThat(moves(three, renamed)).isEmpty();
  }

  @Test
  void goingBackIsARollback() {
    assertThat(moves(three, main(three, 1))).containsExactly("RolledBack 1");
  }

  @Test
  void goingBackAndOnIsBoth() {
    TableMetadata other = History.with(main(three, 1), snapshot(4, 1L));

    assertThat(moves(three, other)).containsExactly("RolledBack 1", "Added 4");
  }

  @Test
  void aDraftBranchMovesNothingUntilMainContainsIt() {
    TableMetadata drafted =
        TableMetadata.buildFrom(three).setBranchSnapshot(snapshot(4, 3L), "draft").build();

    assertThat(moves(three, drafted)).isEmpty();
    assertThat(moves(drafted, main(drafted, 4))).containsExactly("Added 4");
  }

  @Test
  void aReplacedTableStartsANewHistory() {
    TableMetadata replaced = History.with(three, snapshot(4, null));

    assertThat(moves(three, replaced)).containsExactly("Added 4");
  }

  @Test
  void snapshotsThatExpireInTheSameRequestDoNotConfuse() {
    TableMetadata expired =
        TableMetadata.buildFrom(History.with(three, snapshot(4, 3L)))
            .removeSnapshots(List.of(1L, 2L, 3L))
            .build();

    assertThat(moves(three, expired)).containsExactly("Added 4");
  }

  @Test
  void losingTheStateIsSeen() {
    TableMetadata emptied =
        TableMetadata.buildFrom(three).removeRef(SnapshotRef.MAIN_BRANCH).build();

    assertThat(moves(three, emptied)).containsExactly("Emptied");
  }

  @Test
  void aRegisteredTableTellsItsEnds() {
    Snapshot first = snapshot(1, null, Map.of("tarn.positions", "{\"a\": [0, 5], \"b\": [0, 2]}"));
    Snapshot second = snapshot(2, 1L, Map.of("tarn.positions", "{\"a\": [5, 9]}"));

    List<HistoryStep> moves = MainBranch.registered(History.with(History.empty(), first, second));

    assertThat(moves)
        .singleElement()
        .isInstanceOfSatisfying(
            HistoryStep.Registered.class,
            registered -> {
              assertThat(registered.snapshot().id()).isEqualTo(2);
              assertThat(registered.ends()).isEqualTo(Map.of("a", 9L, "b", 2L));
            });
  }

  private static TableMetadata main(TableMetadata metadata, long snapshot) {
    return TableMetadata.buildFrom(metadata)
        .setBranchSnapshot(snapshot, SnapshotRef.MAIN_BRANCH)
        .build();
  }

  private static List<String> moves(TableMetadata base, TableMetadata updated) {
    return MainBranch.moves(base, updated).stream()
        .map(
            move ->
                switch (move) {
                  case HistoryStep.Added(var snapshot) -> "Added " + snapshot.id();
                  case HistoryStep.RolledBack(var snapshot) -> "RolledBack " + snapshot.id();
                  case HistoryStep.Registered(var snapshot, var ends) ->
                      "Registered " + snapshot.id();
                  case HistoryStep.Emptied() -> "Emptied";
                })
        .toList();
  }
}
