package io.tarn.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartitionGapTest {
  private final SourceProgress progress = new SourceProgress();

  @Test
  void positions_that_meet_the_partition_are_fine() {
    PartitionGap.check(progress, "kafka:t:0", 5, 0, 5);
    PartitionGap.check(progress, "kafka:t:0", 5, 5, 9);

    assertThat(progress.trouble()).isEmpty();
  }

  @Test
  void records_that_kafka_deleted_too_early_are_reported() {
    PartitionGap.check(progress, "kafka:t:0", 5, 8, 20);

    assertThat(progress.trouble())
        .contains("kafka:t:0: records 5 to 7 were deleted by Kafka before they were written");
  }

  @Test
  void a_topic_that_was_made_anew_is_not_taken_for_the_old_one() {
    assertThatThrownBy(() -> PartitionGap.check(progress, "kafka:t:0", 5, 0, 2))
        .hasMessageContaining("already holds it up to 5");
  }
}
