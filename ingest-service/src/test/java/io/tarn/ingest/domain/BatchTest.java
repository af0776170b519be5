package io.tarn.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.ingest.domain.BronzeRecord.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(5);

  private final Batch batch = new Batch(new Batch.Limits(Duration.ofMillis(400), 3, 10_000));

  @Test
  void an_empty_batch_is_never_due() {
    assertThat(batch.isDue(NOON.plus(LONG))).isFalse();
    assertThat(batch.patience(NOON, LONG)).isEqualTo(LONG);
  }

  @Test
  void it_is_due_when_its_first_record_is_old_enough() {
    batch.add(record(1), NOON);
    batch.add(record(1), NOON.plusMillis(399));

    assertThat(batch.isDue(NOON.plusMillis(399))).isFalse();
    assertThat(batch.patience(NOON.plusMillis(300), LONG)).isEqualTo(Duration.ofMillis(100));
    assertThat(batch.isDue(NOON.plusMillis(400))).isTrue();
    assertThat(batch.patience(NOON.plusMillis(500), LONG)).isZero();
  }

  @Test
  void it_is_due_when_it_has_enough_rows() {
    batch.add(record(1), NOON);
    batch.add(record(1), NOON);
    assertThat(batch.isDue(NOON)).isFalse();

    batch.add(record(1), NOON);

    assertThat(batch.isDue(NOON)).isTrue();
  }

  @Test
  void it_is_due_when_it_has_enough_bytes() {
    batch.add(record(9_900), NOON);

    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void once_cleared_it_begins_anew() {
    batch.add(record(9_900), NOON);

    batch.clear();
    batch.add(record(1), NOON.plus(LONG));

    assertThat(batch.isDue(NOON.plus(LONG))).isFalse();
    assertThat(batch.records()).hasSize(1);
  }

  private static BronzeRecord record(int bytes) {
    return new BronzeRecord(
        new byte[bytes], null, Map.of(), NOON, new Position("kafka:topic", 0, 0));
  }
}
