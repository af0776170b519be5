package io.tarn.catalog.domain.commit;

import static io.tarn.catalog.domain.commit.Snapshots.append;
import static io.tarn.catalog.domain.commit.Story.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Positions are compared and set, so that nobody commits the same records twice. */
class PositionsTest {
  private static final String ZERO = "kafka:tarn.raw.retail.bronze.orders:0";
  private static final String ONE = "kafka:tarn.raw.retail.bronze.orders:1";

  private final Story story = new Story();

  @Test
  void aSourceThatWasNeverSeenBeginsAtZero() {
    Commit first = story.one(ORDERS, append(1, null, 5).position(ZERO, 0, 5).added());

    assertThat(first.ends()).isEqualTo(Map.of(ZERO, 5L));
    assertThatThrownBy(() -> story.commit(ORDERS, append(2, 1L, 1).position(ONE, 7, 8).added()))
        .isInstanceOf(PositionConflictException.class)
        .hasMessageContaining("ends at 0");
  }

  @Test
  void aCommitContinuesWhereTheTableEndsAndLeavesOtherSourcesAlone() {
    story.commit(ORDERS, append(1, null, 5).position(ZERO, 0, 5).position(ONE, 0, 9).added());

    Commit second = story.one(ORDERS, append(2, 1L, 2).position(ZERO, 5, 7).added());

    assertThat(second.ends()).isEqualTo(Map.of(ZERO, 7L, ONE, 9L));
  }

  @Test
  void aWriterWithOldPositionsIsRefusedForGood() {
    story.commit(ORDERS, append(1, null, 5).position(ZERO, 0, 5).added());

    assertThatThrownBy(() -> story.commit(ORDERS, append(2, 1L, 5).position(ZERO, 0, 5).added()))
        .isInstanceOfSatisfying(
            PositionConflictException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID));
    assertThat(story.log(ORDERS)).hasSize(1);
  }

  @Test
  void aWriterThatLeavesAGapIsRefused() {
    story.commit(ORDERS, append(1, null, 5).position(ZERO, 0, 5).added());

    assertThatThrownBy(() -> story.commit(ORDERS, append(2, 1L, 5).position(ZERO, 6, 9).added()))
        .isInstanceOf(PositionConflictException.class);
  }

  @Test
  void whoeverNamesNoPositionsMayOnlyRewriteFiles() {
    story.commit(ORDERS, append(1, null, 5).position(ZERO, 0, 5).added());

    assertThatThrownBy(() -> story.commit(ORDERS, append(2, 1L, 1).added()))
        .isInstanceOf(PositionConflictException.class);
    assertThatThrownBy(() -> story.commit(ORDERS, rewrite(5, 4).added()))
        .isInstanceOf(PositionConflictException.class);
    assertThatThrownBy(() -> story.commit(ORDERS, rewrite(5, 5).total(4).added()))
        .isInstanceOf(PositionConflictException.class);
    Commit compacted = story.one(ORDERS, rewrite(5, 5).total(5).added());

    assertThat(compacted.ends()).isEqualTo(Map.of(ZERO, 5L));
    assertThat(compacted.event().totalRows()).isEqualTo(5);
  }

  @Test
  void aTableWithoutPositionsIsFreeForOtherEngines() {
    List<Commit> commits =
        story.commit(
            ORDERS,
            append(1, null, 5).added(),
            append(2, 1L, 3).added(),
            Snapshots.of(3, 2L, SnapshotFacts.OVERWRITE, 1, 2).added());

    assertThat(commits).extracting(commit -> commit.event().sequence()).containsExactly(1L, 2L, 3L);
    assertThat(commits)
        .extracting(commit -> commit.event().totalRows())
        .containsExactly(5L, 8L, 7L);
  }

  @Test
  void severalSnapshotsOfOneRequestEachContinueTheLast() {
    List<Commit> commits =
        story.commit(
            ORDERS,
            append(1, null, 5).position(ZERO, 0, 5).added(),
            append(2, 1L, 5).position(ZERO, 5, 8).added());

    assertThat(commits.getLast().ends()).isEqualTo(Map.of(ZERO, 8L));
    assertThatThrownBy(
            () ->
                story.commit(
                    ORDERS,
                    append(3, 2L, 5).position(ZERO, 8, 9).added(),
                    append(4, 3L, 5).position(ZERO, 8, 9).added()))
        .isInstanceOf(PositionConflictException.class);
  }

  @Test
  void aRollbackRestoresTheEndsOfItsTime() {
    story.commit(ORDERS, append(1, null, 5).position(ZERO, 0, 5).added());
    story.commit(ORDERS, append(2, 1L, 5).position(ZERO, 5, 8).position(ONE, 0, 2).added());

    Commit back = story.one(ORDERS, append(1, null, 5).total(5).rolledBack());
    Commit again = story.one(ORDERS, append(3, 1L, 3).position(ZERO, 5, 8).added());

    assertThat(back.ends()).isEqualTo(Map.of(ZERO, 5L));
    assertThat(back.event().sequence()).isEqualTo(3);
    assertThat(back.event().operation()).isEqualTo("overwrite");
    assertThat(back.event().removedRows()).isEqualTo(5);
    assertThat(again.ends()).isEqualTo(Map.of(ZERO, 8L));
  }

  @Test
  void aRollbackToAStateNobodyRecordedIsRefused() {
    story.commit(ORDERS, append(2, 1L, 5).position(ZERO, 0, 5).added());

    assertThatThrownBy(() -> story.commit(ORDERS, append(1, null, 5).rolledBack()))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("snapshot 1");
  }

  @Test
  void aTableWithPositionsCannotBeEmptiedUnseen() {
    story.commit(ORDERS, append(1, null, 5).position(ZERO, 0, 5).added());

    assertThatThrownBy(() -> story.commit(ORDERS, new HistoryStep.Emptied()))
        .isInstanceOf(PositionConflictException.class);
  }

  private static Snapshots rewrite(long added, long removed) {
    return Snapshots.of(2, 1L, SnapshotFacts.REPLACE, added, removed);
  }
}
