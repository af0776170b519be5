package io.tarn.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.local.FakeService;
import io.tarn.local.client.TarnClient;
import io.tarn.local.command.AuditCommand.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final FakeService gold = new FakeService();

  @AfterEach
  void stop() {
    gold.close();
  }

  @Test
  void aTopicIsAskedForByPartition() {
    Ledger ledger = ledger("kafka:tarn.raw.shop.bronze.orders:1", 512, "[512, 512]");

    assertThat(ledger.exact()).isTrue();
    assertThat(gold.lastBody())
        .isEqualTo(
            "SELECT count(*), count(DISTINCT source_offset) FROM shop.bronze.orders"
                + " WHERE origin = 'kafka:tarn.raw.shop.bronze.orders'"
                + " AND source_partition = 1 AND source_offset < 512");
  }

  @Test
  void aFileIsAskedForByItsVersion() {
    ledger("file:s3://landing/it's.csv@abc", 3, "[3, 3]");

    assertThat(gold.lastBody())
        .contains("origin = 'file:s3://landing/it''s.csv@abc' AND source_partition = 0");
  }

  @Test
  void whatIsMissingShows() {
    Ledger ledger = ledger("kafka:t:0", 10, "[9, 9]");

    assertThat(ledger.exact()).isFalse();
    assertThat(ledger.cells())
        .containsExactly("shop.bronze.orders", "kafka:t:0", "10", "9", "1", "0");
  }

  @Test
  void whatIsThereTwiceShowsEvenWhenTheNumberIsRight() {
    Ledger ledger = ledger("kafka:t:0", 10, "[10, 9]");

    assertThat(ledger.exact()).isFalse();
    assertThat(ledger.cells()).endsWith("10", "9", "1", "1");
  }

  private Ledger ledger(String key, long end, String row) {
    gold.answers(200, "{\"columns\": [], \"rows\": [" + row + "]}");
    return Ledger.of("shop.bronze.orders", key, end, new TarnClient(gold.address(), () -> "token"));
  }
}
