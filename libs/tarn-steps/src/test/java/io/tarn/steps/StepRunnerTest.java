package io.tarn.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Refresh;
import io.tarn.model.event.RunEnded.Status;
import io.tarn.tables.SnapshotSummary;
import io.tarn.tables.Snapshots;
import io.tarn.tables.memory.MemoryCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.TableProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step's table holds after runs, told in small stories. */
class StepRunnerTest {
  private static final DeclaredStep ORDERS =
      World.step(
          """
          kind: Table
          name: shop.silver.orders
          mode: view
          from: { o: shop.bronze.orders, z: shop.silver.places }
          parse: { o: json }
          key: [id]
          keep: { first by: placed_at }
          sql: |
            SELECT whole(o.id) AS id, instant(o.placed_at) AS placed_at, money(o.price) AS price, z.county
            FROM o LEFT JOIN z ON z.zip = lpad(o.zip, 5, '0')
          expect:
            price is not negative: { check: price >= 0, on violation: quarantine }
            a line is sent once:   { unique: [placed_at, price], on violation: quarantine }
          """);
  private static final DeclaredStep PLACES =
      World.step(
          """
          kind: Table
          name: shop.silver.places
          from: { z: shop.bronze.places }
          parse: { z: csv }
          key: [zip]
          keep: { last by: n }
          sql: |
            SELECT z."Zip Code" AS zip, z.county, whole(z.n) AS n FROM z
          """);
  private static final String ORDER_COLUMNS = "id, price, county, source_offset";
  private static final Map<String, String> CSV = Map.of("csv-header", "Zip Code,county,n");
  private static final String BAD = "source_offset, rule, reason, payload";

  @TempDir Path directory;
  private World world;

  @BeforeEach
  void open() {
    world = new World(directory);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void places(String... records) {
    world.ingest("shop.bronze.places", List.of(records), CSV);
  }

  private static String order(int id, int minute, String price) {
    return "{\"id\": %d, \"placed_at\": \"2026-11-25T10:%02d:00Z\", \"price\": %s, \"zip\": 1234}"
        .formatted(id, minute, price);
  }

  @Test
  void eachEventIsParsedTypedJoinedAndKeptOncePerKey() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest(
        "shop.bronze.orders",
        List.of(
            order(1, 5, "\"$1,299.00\""), order(2, 6, "9007199254740.1234"), order(1, 4, "12.5")));

    RunEnded run = world.run(ORDERS);

    assertThat(world.rows("shop.silver.orders", ORDER_COLUMNS))
        .containsExactly(
            "{'id': 1, 'price': 12.5000, 'county': Essex, 'source_offset': 2}",
            "{'id': 2, 'price': 9007199254740.1234, 'county': Essex, 'source_offset': 1}");
    assertThat(run.status()).isEqualTo(Status.succeeded);
    assertThat(run.refresh()).isEqualTo(Refresh.full);
    assertThat(run.rowsWritten()).isEqualTo(2);
    assertThat(run.rowsDuplicate()).isEqualTo(1);
  }

  @Test
  void aSecondRunReadsOnlyTheNewRows() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "1"), order(2, 2, "2")));
    world.run(ORDERS);
    world.ingest("shop.bronze.orders", List.of(order(3, 3, "3")));

    RunEnded run = world.run(ORDERS);

    assertThat(run.refresh()).isEqualTo(Refresh.incremental);
    assertThat(run.inputs())
        .filteredOn(input -> input.table().toString().equals("shop.bronze.orders"))
        .singleElement()
        .satisfies(input -> assertThat(input.rowsRead()).isEqualTo(1));
    assertThat(world.rows("shop.silver.orders", "id")).hasSize(3);
    assertThat(world.runner.run(ORDERS, Extent.asNeeded)).isEmpty();
  }

  @Test
  void aBetterRowForAKeyReplacesTheOneThatIsThere() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 5, "5"), order(2, 5, "6")));
    world.run(ORDERS);
    world.ingest("shop.bronze.orders", List.of(order(1, 4, "4"), order(2, 9, "9")));

    RunEnded run = world.run(ORDERS);

    assertThat(world.rows("shop.silver.orders", "id, price"))
        .containsExactly("{'id': 1, 'price': 4.0000}", "{'id': 2, 'price': 6.0000}");
    assertThat(run.rowsRemoved()).isEqualTo(1);
    assertThat(run.rowsDuplicate()).isEqualTo(1);
  }

  @Test
  void aTableThatBecomesFormatVersion3GoesOnWithDeletionVectors() {
    try (World old = new World(directory.resolve("old"), MemoryCatalog.lakehouse(2))) {
      old.ingest("shop.bronze.places", List.of("01234,Essex,1"), CSV);
      old.run(PLACES);
      old.ingest("shop.bronze.orders", List.of(order(1, 5, "5"), order(2, 5, "6")));
      old.run(ORDERS);
      old.ingest("shop.bronze.orders", List.of(order(1, 4, "4")));
      old.run(ORDERS);
      assertThat(deletes(old)).containsExactly(FileFormat.PARQUET);

      old.lakehouse
          .load(ORDERS.table())
          .updateProperties()
          .set(TableProperties.FORMAT_VERSION, "3")
          .commit();
      old.ingest("shop.bronze.orders", List.of(order(2, 3, "3")));
      RunEnded run = old.run(ORDERS);

      assertThat(run.refresh()).isEqualTo(Refresh.incremental);
      assertThat(deletes(old)).containsExactly(FileFormat.PUFFIN);
      assertThat(old.rows("shop.silver.orders", "id, price"))
          .containsExactly("{'id': 1, 'price': 4.0000}", "{'id': 2, 'price': 3.0000}");
    }
  }

  private static List<FileFormat> deletes(World world) {
    return Snapshots.files(world.lakehouse.load(ORDERS.table())).stream()
        .flatMap(file -> file.deletes().stream())
        .map(DeleteFile::format)
        .toList();
  }

  @Test
  void badRowsGoToQuarantineWithPayloadRuleAndReason() {
    places("01234,Essex,1");
    world.run(PLACES);
    String negative = order(1, 1, "-5.20");
    String priceless = "{\"id\": 2, \"placed_at\": \"2026-11-25T10:00:00Z\"}";
    String nameless = "{\"price\": 1, \"placed_at\": \"2026-11-25T10:00:00Z\"}";

    world.ingest(
        "shop.bronze.orders", List.of(negative, priceless, nameless, "{\"id\": 3", "\0\u00ff"));
    RunEnded run = world.run(ORDERS);

    assertThat(world.rows("shop.silver.orders", "id")).isEmpty();
    assertThat(world.rows("shop.silver.orders_quarantine", "source_offset, rule, reason"))
        .satisfiesExactly(
            row -> assertThat(row).contains("price is not negative", "price = -5.2000"),
            row -> assertThat(row).contains("price is not negative", "price is null"),
            row -> assertThat(row).contains("'rule': key", "id is null"),
            row -> assertThat(row).contains("'rule': parse", "is not JSON"),
            row -> assertThat(row).contains("'rule': parse", "is not UTF-8"));
    assertThat(world.rows("shop.silver.orders_quarantine", "payload"))
        .contains("{'payload': '%s'}".formatted(priceless), "{'payload': '{\"id\": 3'}");
    assertThat(run.rowsQuarantined()).isEqualTo(5);
    assertThat(run.violations())
        .containsEntry("price is not negative", 2L)
        .containsEntry("parse", 2L)
        .containsEntry("key", 1L);
  }

  @Test
  void theTwinWithTheSmallerKeyStaysWhicheverComesFirst() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(7, 5, "5")));
    world.run(ORDERS);
    world.ingest("shop.bronze.orders", List.of(order(3, 5, "5"), order(9, 5, "5.0")));

    RunEnded run = world.run(ORDERS);

    assertThat(run.refresh()).isEqualTo(Refresh.incremental);
    assertThat(world.rows("shop.silver.orders", "id, source_offset"))
        .containsExactly("{'id': 3, 'source_offset': 1}");
    assertThat(world.rows("shop.silver.orders_quarantine", BAD))
        .containsExactly(
            "{'source_offset': 0, 'rule': a line is sent once, 'reason': 'id 7 agrees with id 3 in placed_at, price', 'payload': '%s'}"
                .formatted(order(7, 5, "5")),
            "{'source_offset': 2, 'rule': a line is sent once, 'reason': 'id 9 agrees with id 3 in placed_at, price', 'payload': '%s'}"
                .formatted(order(9, 5, "5.0")));
  }

  @Test
  void aTwinComesBackWhenTheOtherIsReplaced() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 5, "5"), order(2, 5, "5")));
    world.run(ORDERS);
    assertThat(world.rows("shop.silver.orders_quarantine", "source_offset")).hasSize(1);
    world.ingest("shop.bronze.orders", List.of(order(1, 4, "4")));

    RunEnded run = world.run(ORDERS);

    assertThat(run.refresh()).isEqualTo(Refresh.incremental);
    assertThat(world.rows("shop.silver.orders", "id, price"))
        .containsExactly("{'id': 1, 'price': 4.0000}", "{'id': 2, 'price': 5.0000}");
    assertThat(world.rows("shop.silver.orders_quarantine", "source_offset")).isEmpty();
  }

  @Test
  void aChangedLookupCorrectsTheRowsThatWereThereFirst() {
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "1")));
    places();
    world.runner.run(PLACES, Extent.asNeeded);
    world.run(ORDERS);
    assertThat(world.rows("shop.silver.orders", "county")).containsExactly("{'county': NULL}");
    places("01234,Essex,1");
    world.run(PLACES);

    RunEnded run = world.run(ORDERS);

    assertThat(run.refresh()).isEqualTo(Refresh.full);
    assertThat(world.rows("shop.silver.orders", "county")).containsExactly("{'county': Essex}");
  }

  @Test
  void aNewManifestVersionRefreshesFullyAndAddsColumns() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "1")));
    world.run(ORDERS);
    DeclaredStep changed =
        new DeclaredStep(
            World.step(
                    """
                    kind: Table
                    name: shop.silver.orders
                    from: { o: shop.bronze.orders, z: shop.silver.places }
                    parse: { o: json }
                    key: [id]
                    sql: SELECT whole(o.id) AS id, money(o.price) * 2 AS doubled FROM o
                    """)
                .manifest(),
            2);

    RunEnded run = world.run(changed);

    assertThat(run.refresh()).isEqualTo(Refresh.full);
    assertThat(world.rows("shop.silver.orders", "id, doubled"))
        .containsExactly("{'id': 1, 'doubled': 2.0000}");
    assertThat(world.columns("shop.silver.orders")).doesNotContain("county");
  }

  @Test
  void aCommitSaysWhereItsRowsComeFrom() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "1")));

    RunEnded run = world.run(ORDERS);

    Map<String, String> summary = world.snapshot("shop.silver.orders").summary();
    assertThat(summary)
        .containsEntry(SnapshotSummary.RUN_ID, run.runId())
        .containsEntry(
            SnapshotSummary.POSITIONS,
            "{\"table:shop.bronze.orders\":[0,1],\"table:shop.silver.places\":[0,1]}")
        .containsEntry(SnapshotSummary.ACCEPTED_UP_TO, "2026-11-25T00:00:00.001Z");
    assertThat(summary.get(SnapshotSummary.COLUMN_LINEAGE))
        .contains("\"price\":[\"shop.bronze.orders.payload.price\"]")
        .contains("\"county\":[\"shop.silver.places.county\"]")
        .contains("\"source_offset\":[\"shop.bronze.orders.source_offset\"]");
  }

  @Test
  void aRecordOnWhichTheSqlFailsDoesNotStopTheOthers() {
    DeclaredStep casting =
        World.step(
            """
            kind: Table
            name: shop.silver.cast
            from: { o: shop.bronze.orders }
            parse: { o: json }
            key: [id]
            sql: SELECT o.id::INTEGER AS id, o.price::DECIMAL(9, 2) AS price FROM o
            """);
    List<String> payloads = new java.util.ArrayList<>();
    for (int id = 0; id < 100; id++) {
      payloads.add(order(id, 1, id == 17 ? "\"free\"" : id == 58 ? "1e99" : "5"));
    }
    world.ingest("shop.bronze.orders", payloads);

    RunEnded run = world.run(casting);

    assertThat(run.error()).isNull();
    assertThat(world.value("shop.silver.cast", "count(*)")).isEqualTo(98L);
    assertThat(world.rows("shop.silver.cast_quarantine", "source_offset, rule, reason"))
        .satisfiesExactly(
            row -> assertThat(row).contains("'source_offset': 17, 'rule': sql", "free"),
            row -> assertThat(row).contains("'source_offset': 58, 'rule': sql", "1e99"));
    assertThat(run.violations()).containsEntry("sql", 2L);
  }

  @Test
  void upkeepMakesFewFilesAndTheNextRunGoesOnFromThere() {
    places("01234,Essex,1");
    world.run(PLACES);
    for (int id = 0; id < 18; id++) {
      world.ingest(
          "shop.bronze.orders", List.of(order(id, id, id + ".5"), order(id + 100, id, "1")));
      world.run(ORDERS);
    }
    world.ingest("shop.bronze.orders", List.of(order(3, 0, "0.25")));
    world.run(ORDERS);
    List<String> before = world.rows("shop.silver.orders", ORDER_COLUMNS);

    world.runner.tend(ORDERS);

    assertThat(Snapshots.files(world.lakehouse.load(ORDERS.table()))).hasSize(1);
    assertThat(world.rows("shop.silver.orders", ORDER_COLUMNS)).isEqualTo(before);
    world.ingest("shop.bronze.orders", List.of(order(4, 0, "0.75")));
    assertThat(world.run(ORDERS).refresh()).isEqualTo(Refresh.incremental);
    assertThat(world.rows("shop.silver.orders", "id, price"))
        .contains("{'id': 4, 'price': 0.7500}");
  }

  @Test
  void aRunThatLostARaceStartsAgainFromWhatIsThere() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "1")));
    world.run(ORDERS);
    AtomicInteger looks = new AtomicInteger();
    StepRunner slow =
        new StepRunner(
            world.lakehouse,
            table -> {
              Optional<CommitLog.Head> head = world.head(table);
              if (table.equals(TableName.parse("shop.bronze.orders"))
                  && looks.incrementAndGet() == 1) {
                world.ingest("shop.bronze.orders", List.of(order(2, 2, "2")));
                assertThat(world.run(ORDERS).status()).isEqualTo(Status.succeeded);
                world.ingest("shop.bronze.orders", List.of(order(3, 3, "3")));
                return world.head(table);
              }
              return head;
            },
            world.engine,
            "test");

    Optional<RunEnded> run = slow.run(ORDERS, Extent.asNeeded);

    assertThat(run).map(RunEnded::status).contains(Status.succeeded);
    assertThat(world.rows("shop.silver.orders", "id")).hasSize(3);
  }

  @Test
  void aFailingRuleCommitsNothing() {
    DeclaredStep strict =
        World.step(
            """
            kind: Table
            name: shop.silver.strict
            from: { o: shop.bronze.orders }
            parse: { o: json }
            key: [id]
            sql: SELECT whole(o.id) AS id, money(o.price) AS price FROM o
            expect:
              price is there: { check: price IS NOT NULL, on violation: fail }
            """);
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "\"free\"")));

    RunEnded run = world.run(strict);

    assertThat(run.status()).isEqualTo(Status.failed);
    assertThat(run.error()).contains("price is there").contains("price is null");
    assertThat(world.snapshot("shop.silver.strict")).isNull();
    assertThat(world.lakehouse.positions(TableName.parse("shop.silver.strict"))).isEmpty();
  }

  @Test
  void anAggregateIsComputedAnewAndReachesFurtherEvenWhenNothingChanges() {
    places("01234,Essex,1");
    world.run(PLACES);
    world.ingest("shop.bronze.orders", List.of(order(1, 1, "1.50"), order(2, 2, "2.25")));
    world.run(ORDERS);
    DeclaredStep totals =
        World.step(
            """
            kind: Table
            name: shop.gold.totals
            from: { o: shop.silver.orders }
            key: [county]
            sql: SELECT county, sum(price) AS total, count(*) AS orders FROM o GROUP BY ALL
            """);
    world.run(totals);
    world.ingest("shop.bronze.orders", List.of(order(1, 9, "9")));
    world.run(ORDERS);

    RunEnded run = world.run(totals);

    assertThat(world.rows("shop.gold.totals", "county, total, orders"))
        .containsExactly("{'county': Essex, 'total': 3.7500, 'orders': 2}");
    assertThat(run.inputs()).isEmpty();
    assertThat(world.lakehouse.positions(TableName.parse("shop.gold.totals")))
        .containsEntry("table:shop.silver.orders", 2L);
  }
}
