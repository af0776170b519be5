package io.tarn.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourceProgressTest {
  private final SourceProgress progress = new SourceProgress();

  @Test
  void what_was_accepted_is_what_is_committed_and_what_waits() {
    progress.committed("kafka:t:0", 7);
    progress.committed("kafka:t:1", 5);
    progress.committed("kafka:t:0", 9);
    progress.lag(3);

    assertThat(progress.committedRecords()).isEqualTo(14);
    assertThat(progress.acceptedRecords()).isEqualTo(17);
  }

  @Test
  void trouble_is_shown_until_it_is_mended() {
    progress.trouble("a.csv", "line 3 opens a quote");
    progress.trouble("shop.bronze.orders", "Kafka is away");
    progress.mended("shop.bronze.orders");

    assertThat(progress.trouble()).contains("a.csv: line 3 opens a quote");
  }

  @Test
  void failures_in_a_row_wait_longer_and_longer_up_to_a_limit() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(300));

    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(300));
    backoff.succeeded();
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(100));
  }
}
