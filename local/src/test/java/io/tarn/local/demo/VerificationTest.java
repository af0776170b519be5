package io.tarn.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.TableCommitted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of the demo hold on right tables, and find each thing that is wrong in them. */
class VerificationTest {
  private static final Path EXAMPLE = Path.of("../examples/retail");
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static RetailData data;
  private static List<OrderEvent> events;
  private static Truth truth;
  private static Connection database;

  private PretendLake platform;
  private Lake lake;
  private PushLog log;

  @BeforeAll
  static void buildTheTablesByTheManifestsOwnSql() throws SQLException {
    data = RetailData.load(EXAMPLE);
    events = OrderReplay.of(data, 8).events();
    truth = Truth.of(data, events);
    database = RetailTables.of(EXAMPLE, events);
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  @BeforeEach
  void acknowledgeAll() throws SQLException {
    execute("BEGIN");
    platform = new PretendLake(database);
    lake = new Lake(platform);
    log = new PushLog();
    for (int i = 0; i < events.size(); i++) {
      log.acknowledged(new PushLog.Acknowledgment(i, NOON, i % 2, i / 2));
    }
  }

  @AfterEach
  void undo() throws SQLException {
    platform.close();
    execute("ROLLBACK");
  }

  @Test
  void theManifestsSqlComesToTheTruth() {
    assertThat(bronze().json().toPrettyString()).contains("\"ok\" : true");
    assertThat(silver().json().toPrettyString()).contains("\"ok\" : true");
    assertThat(quarantine().json().toPrettyString()).contains("\"ok\" : true");
    assertThat(gold().json().toPrettyString()).contains("\"ok\" : true");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          bronze     ; DELETE FROM retail.bronze.orders WHERE source_partition = 1 AND source_offset = 7
          bronze     ; INSERT INTO retail.bronze.orders FROM retail.bronze.orders LIMIT 1
          bronze     ; UPDATE retail.bronze.orders SET payload = payload || ' ' WHERE source_partition = 0 AND source_offset = 7
          bronze     ; INSERT INTO retail.bronze.orders VALUES ('{}', NULL, 0, 999999)
          bronze     ; DELETE FROM retail.bronze.zipcodes WHERE payload = '00501'
          silver     ; DELETE FROM retail.silver.orders WHERE row_id = 7
          silver     ; INSERT INTO retail.silver.orders FROM retail.silver.orders WHERE row_id = 7
          silver     ; UPDATE retail.silver.orders SET sales = sales + 0.0001 WHERE row_id = 7
          silver     ; UPDATE retail.silver.orders SET placed_at = placed_at + INTERVAL 1 MILLISECOND WHERE row_id = 7
          silver     ; UPDATE retail.silver.orders SET county = 'Nowhere' WHERE row_id = 7
          silver     ; UPDATE retail.silver.orders SET latitude = NULL WHERE row_id = 7
          silver     ; UPDATE retail.silver.orders SET row_id = 3407 WHERE row_id = 3406
          quarantine ; DELETE FROM retail.silver.orders_quarantine WHERE rule = 'a line is sent once'
          quarantine ; INSERT INTO retail.silver.orders_quarantine FROM retail.silver.orders_quarantine LIMIT 1
          quarantine ; UPDATE retail.silver.orders_quarantine SET rule = 'parse' WHERE rule = 'the day is known'
          quarantine ; UPDATE retail.silver.orders_quarantine SET reason = NULL WHERE rule = 'parse'
          gold       ; UPDATE retail.gold.daily_sales SET orders = orders + 1 WHERE order_date = '2014-11-28'
          gold       ; UPDATE retail.gold.daily_sales SET order_date = order_date + 7 WHERE order_date = '2014-11-28'
          gold       ; DELETE FROM retail.gold.fact_sales WHERE row_id = 7
          gold       ; UPDATE retail.gold.fact_sales SET place_id = 'x' WHERE row_id = 7
          gold       ; DELETE FROM retail.gold.dim_date WHERE order_date = '2014-11-28'
          gold       ; UPDATE retail.gold.dim_customer SET customer_name = left(customer_name, 1) || '***'
          """)
  void aTableThatIsWrongIsFound(String stage, String damage) throws SQLException {
    // Given
    execute(damage);

    // When
    Stage found =
        switch (stage) {
          case "bronze" -> bronze();
          case "silver" -> silver();
          case "quarantine" -> quarantine();
          default -> gold();
        };

    // Then
    assertThat(found.ok()).isFalse();
    assertThat(found.json().path("differences")).isNotEmpty();
  }

  @Test
  void whatMayHaveLandedTwiceMayBeThereTwiceAndCounts() throws SQLException {
    // Given a broken event whose first attempt had an unknown outcome, and landed
    int broken =
        events.indexOf(
            events.stream().filter(e -> e.breaks().isPresent()).findFirst().orElseThrow());
    execute(
        "INSERT INTO retail.bronze.orders SELECT payload, payload_bytes, 0, 999999 FROM retail.bronze.orders"
            + " WHERE source_partition = %d AND source_offset = %d"
                .formatted(broken % 2, broken / 2));
    assertThat(bronze().ok()).isFalse();

    // When it is known to be uncertain
    log.uncertain(broken);
    BronzeCheck check = new BronzeCheck(lake, events, log);
    Stage stage = Stage.look("bronze", check::look);

    // Then bronze is right, and the quarantine must hold one more
    assertThat(stage.ok()).isTrue();
    assertThat(Truth.of(data, check.arrived()).quarantine())
        .containsEntry(
            events.get(broken).breaks().orElseThrow(),
            truth.quarantine().get(events.get(broken).breaks().orElseThrow()) + 1);
  }

  @Test
  void incrementalRunsReadWhatIsNew() {
    // Given three commits to bronze and runs over two of them
    platform.commits.put(
        "retail.bronze.orders", List.of(commit(1, 10, 0), commit(2, 20, 0), commit(3, 5, 0)));
    platform.runs.put("retail.silver.orders", List.of(run(1L, 2L, 20), run(2L, 3L, 5)));
    assertThat(runs().ok()).isTrue();

    // When one reads more than is new
    platform.runs.put("retail.silver.orders", List.of(run(1L, 2L, 30), run(2L, 3L, 5)));

    // Then it is found
    assertThat(runs().ok()).isFalse();
    // And so are runs that begin anew each time
    platform.runs.put("retail.silver.orders", List.of());
    assertThat(runs().ok()).isFalse();
  }

  @Test
  void anEventTakesUntilTheFirstCommitThatHoldsIt() {
    // Given commits that reach 1, 3 and 3 events of a partition
    platform.commits.put(
        "retail.gold.daily_sales", List.of(commit(1, 1, 1), commit(2, 1, 3), commit(3, 1, 3)));
    Arrival arrival = new Arrival(lake, "retail.gold.daily_sales");

    // When
    arrival.await(Map.of(0, 3L), 0, java.time.Duration.ofSeconds(1));

    // Then
    List<PushLog.Acknowledgment> acknowledged = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      acknowledged.add(new PushLog.Acknowledgment(offset, NOON, 0, offset));
    }
    assertThat(arrival.delays(acknowledged)).containsExactly(1_000, 2_000, 2_000);
    assertThat(Arrival.percentile(new long[] {1, 2, 3, 4}, 50)).isEqualTo(3);
    assertThat(Arrival.percentile(new long[] {1}, 99)).isEqualTo(1);
  }

  private Stage bronze() {
    return Stage.look("bronze", new BronzeCheck(lake, events, log)::look);
  }

  private Stage silver() {
    return Stage.look("silver", new SilverCheck(lake, truth)::silver);
  }

  private Stage quarantine() {
    return Stage.look("quarantine", new SilverCheck(lake, truth)::quarantine);
  }

  private Stage gold() {
    return Stage.look("gold", new GoldCheck(lake, truth)::look);
  }

  private Stage runs() {
    return Stage.look("runs", new RunsCheck(lake)::look);
  }

  private static TableCommitted commit(long sequence, long rows, long reach) {
    return new TableCommitted(
        TableName.parse("a.b.c"),
        "uuid",
        sequence,
        sequence,
        sequence == 1 ? null : sequence - 1,
        "append",
        NOON.plusSeconds(sequence),
        "service:x",
        rows,
        0,
        rows,
        null,
        null,
        Map.of("kafka:tarn.raw.retail.bronze.orders:0", reach));
  }

  private static RunEnded run(Long from, Long to, long read) {
    return new RunEnded(
        "run",
        TableName.parse("retail.silver.orders"),
        "transform-service",
        RunEnded.Status.succeeded,
        RunEnded.Refresh.incremental,
        NOON,
        NOON,
        List.of(new RunEnded.Input(TableName.parse("retail.bronze.orders"), from, to, read)),
        0,
        0,
        0,
        0,
        Map.of(),
        to,
        null);
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
