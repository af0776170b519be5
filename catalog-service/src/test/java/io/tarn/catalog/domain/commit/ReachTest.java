package io.tarn.catalog.domain.commit;

import static io.tarn.catalog.domain.commit.Snapshots.append;
import static io.tarn.catalog.domain.commit.Story.ORDERS;
import static io.tarn.catalog.domain.commit.Story.SILVER;
import static io.tarn.catalog.domain.commit.Story.ZIPCODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each table knows up to where, and up to when, it contains its sources. */
class ReachTest {
  private static final String TOPIC = "kafka:tarn.raw.retail.bronze.orders:0";
  private static final String FILE = "file:s3://landing/zipcodes.csv@abc";
  private static final Instant EARLY = Instant.parse("2026-11-25T09:00:00Z");
  private static final Instant LATE = Instant.parse("2026-11-25T09:30:00Z");
  private static final TableName GOLD = TableName.parse("retail.gold.daily_sales");

  private final Story story = new Story();

  @Test
  void bronzeReachesAsFarAsItsPositions() {
    Commit bronze =
        story.one(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(EARLY).added());

    assertThat(bronze.event().reach()).isEqualTo(Map.of(TOPIC, 5L));
    assertThat(bronze.event().acceptedUpTo()).isEqualTo(EARLY);
  }

  @Test
  void aLateRecordDoesNotMakeBronzeOlder() {
    story.commit(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(LATE).added());

    Commit next = story.one(ORDERS, append(2, 1L, 5).position(TOPIC, 5, 6).accepted(EARLY).added());

    assertThat(next.event().acceptedUpTo()).isEqualTo(LATE);
  }

  @Test
  void aDerivedTableInheritsFromTheSnapshotsItRead() {
    story.commit(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(EARLY).added());
    story.commit(ORDERS, append(2, 1L, 5).position(TOPIC, 5, 9).accepted(LATE).added());
    story.commit(ZIPCODES, append(7, null, 5).position(FILE, 0, 3).accepted(EARLY).added());

    Commit silver =
        story.one(
            SILVER,
            append(20, null, 5)
                .position("table:" + ORDERS, 0, 1)
                .reading(Map.of(ORDERS, 1L, ZIPCODES, 7L))
                .added());

    assertThat(silver.event().reach()).isEqualTo(Map.of(TOPIC, 5L, FILE, 3L));
    assertThat(silver.event().acceptedUpTo()).isEqualTo(EARLY);
    assertThat(silver.ends()).isEqualTo(Map.of("table:" + ORDERS, 1L));
    assertThat(silver.event().runId()).isEqualTo("run-1");
    assertThat(silver.columnLineage())
        .isEqualTo(Map.of("sales", List.of("retail.bronze.orders.payload.sales")));
  }

  @Test
  void ofTwoInputsTheOneThatIsBehindCounts() {
    story.commit(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(EARLY).added());
    story.commit(ORDERS, append(2, 1L, 5).position(TOPIC, 5, 9).accepted(LATE).added());
    story.commit(SILVER, append(20, null, 5).reading(Map.of(ORDERS, 1L)).added());

    Commit gold =
        story.one(GOLD, append(30, null, 1).reading(Map.of(SILVER, 20L, ORDERS, 2L)).added());

    assertThat(gold.event().reach()).isEqualTo(Map.of(TOPIC, 5L));
    assertThat(gold.event().acceptedUpTo()).isEqualTo(LATE);
  }

  @Test
  void rewritingFilesKeepsWhatIsKnown() {
    story.commit(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(EARLY).added());
    story.commit(SILVER, append(20, null, 5).reading(Map.of(ORDERS, 1L)).added());

    Commit compacted =
        story.one(SILVER, Snapshots.of(21, 20L, SnapshotFacts.REPLACE, 5, 5).added());

    assertThat(compacted.event().reach()).isEqualTo(Map.of(TOPIC, 5L));
    assertThat(compacted.event().acceptedUpTo()).isEqualTo(EARLY);
  }

  @Test
  void whatAnotherEngineOverwroteIsNotKnownToReachAnywhere() {
    story.commit(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(EARLY).added());
    story.commit(SILVER, append(20, null, 5).reading(Map.of(ORDERS, 1L)).added());

    Commit foreign =
        story.one(SILVER, Snapshots.of(21, 20L, SnapshotFacts.OVERWRITE, 5, 5).added());

    assertThat(foreign.event().reach()).isEmpty();
    assertThat(foreign.event().acceptedUpTo()).isNull();
  }

  @Test
  void aTableThatWasReplacedWholeForgetsWhatItContained() {
    story.commit(ORDERS, append(1, null, 5).position(TOPIC, 0, 5).accepted(EARLY).added());
    story.commit(SILVER, append(20, null, 5).reading(Map.of(ORDERS, 1L)).added());

    Commit replaced = story.one(SILVER, append(21, null, 5).total(5).added());

    assertThat(replaced.event().reach()).isEmpty();
  }

  @Test
  void anInputNobodyKnowsAddsNothing() {
    Commit silver = story.one(SILVER, append(20, null, 5).reading(Map.of(ORDERS, 99L)).added());

    assertThat(silver.event().reach()).isEmpty();
    assertThat(silver.event().acceptedUpTo()).isNull();
  }

  @Test
  void aRegisteredTableGoesOnFromTheEndsItsHistoryTells() {
    Commit taken =
        story.one(
            ORDERS,
            new HistoryStep.Registered(
                append(5, 4L, 2).total(40).accepted(LATE).facts(), Map.of(TOPIC, 40L)));

    assertThat(taken.ends()).isEqualTo(Map.of(TOPIC, 40L));
    assertThat(taken.event().totalRows()).isEqualTo(40);
    assertThat(taken.event().reach()).isEqualTo(Map.of(TOPIC, 40L));
  }
}
