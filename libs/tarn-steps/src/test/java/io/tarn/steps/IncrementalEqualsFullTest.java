package io.tarn.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Refresh;
import io.tarn.model.event.RunEnded.Status;
import io.tarn.tables.Snapshots;
import io.tarn.tables.memory.MemoryCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in which batches: the incremental table and its quarantine hold what a full
 * refresh of another table over the same inputs holds.
 */
class IncrementalEqualsFullTest {
  private static final int BATCHES = 8;
  private static final String BAD =
      "payload, source_partition, source_offset, origin, accepted_at, rule, reason";

  /** Two steps that differ only in their tables and in how they are refreshed. */
  private static DeclaredStep step(String table, String keep, String unique) {
    return World.step(
        """
        kind: Table
        name: shop.silver.%s
        from: { o: shop.bronze.orders, z: shop.silver.places }
        parse: { o: json }
        key: [shop, id]
        keep: { %s by: n }
        sql: |
          SELECT o.shop, whole(o.id) AS id, whole(o.n) AS n, money(o.price) AS price, o.note, z.county
          FROM o LEFT JOIN z ON z.zip = o.zip
        expect:
          price is not negative: { check: price >= 0, on violation: quarantine }
          notes are short:       { check: "note IS NULL OR length(note) < 3", on violation: warn }
          no test orders:        { check: "note IS DISTINCT FROM 'test'", on violation: drop }
        %s
        """
            .formatted(table, keep, unique));
  }

  private static final DeclaredStep PLACES =
      World.step(
          """
          kind: Table
          name: shop.silver.places
          from: { z: shop.bronze.places }
          parse: { z: json }
          sql: SELECT z.zip, z.county FROM z
          """);

  private static final String ONE_RULE =
      "  sent once: { unique: [price, note], on violation: quarantine }";
  private static final String TWO_RULES =
      ONE_RULE + "\n  a price is taken once: { unique: [price], on violation: quarantine }";
  private static final String WARNING = "  sent once: { unique: [price], on violation: warn }";
  private static final String DROPPING = "  sent once: { unique: [price], on violation: drop }";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theFirstRowOfAKeyStaysAndTwinsAreQuarantined(long seed) {
    int incremental = compare(seed, "first", ONE_RULE, 40);

    assertThat(incremental).isGreaterThan(BATCHES / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void theLastRowOfAKeyStays(long seed) {
    compare(seed, "last", ONE_RULE, 25);
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void ruleAfterRuleOfUniqueRows(long seed) {
    compare(seed, "first", TWO_RULES, 25);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void uniqueRowsThatAreOnlyCounted(long seed) {
    compare(seed, "last", WARNING, 25);
  }

  @ParameterizedTest
  @ValueSource(longs = {12})
  void droppedTwinsAreFoundAgain(long seed) {
    compare(seed, "first", DROPPING, 25);
  }

  @ParameterizedTest
  @ValueSource(longs = {13})
  void inFormatVersion2RowsLeaveByPositionDeletes(long seed) {
    try (World world = new World(directory, MemoryCatalog.lakehouse(2))) {
      compare(world, seed, "first", ONE_RULE, 40);

      assertThat(Snapshots.files(world.lakehouse.load(TableName.parse("shop.silver.orders"))))
          .allSatisfy(file -> assertThat(file.positionDeletes()).hasSizeLessThan(2))
          .anySatisfy(file -> assertThat(file.positionDeletes()).hasSize(1));
    }
  }

  private int compare(long seed, String keep, String unique, int size) {
    try (World world = new World(directory)) {
      return compare(world, seed, keep, unique, size);
    }
  }

  private static int compare(World world, long seed, String keep, String unique, int size) {
    Random random = new Random(seed);
    DeclaredStep step = step("orders", keep, unique);
    DeclaredStep reference = step("reference", keep, unique);
    List<String> sent = new ArrayList<>();
    int incremental = 0;
    world.ingest("shop.bronze.places", List.of(place(random)));
    world.run(PLACES);
    for (int batch = 0; batch < BATCHES; batch++) {
      if (batch > 0 && random.nextInt(6) == 0) {
        world.ingest("shop.bronze.places", List.of(place(random)));
        world.run(PLACES);
      }
      world.ingest("shop.bronze.orders", batch(random, sent, random.nextInt(size)));

      RunEnded run = world.run(step);
      Optional<RunEnded> full = world.runner.run(reference, Extent.everything);

      assertThat(run.status()).as(run.error()).isEqualTo(Status.succeeded);
      assertThat(full).map(RunEnded::status).contains(Status.succeeded);
      incremental += run.refresh() == Refresh.incremental ? 1 : 0;
      same(world, "shop.silver.%s", world.columns("shop.silver.orders"), seed, batch);
      same(world, "shop.silver.%s_quarantine", BAD, seed, batch);
    }
    return incremental;
  }

  private static void same(World world, String table, String columns, long seed, int batch) {
    assertThat(world.rows(table.formatted("orders"), columns))
        .as("%s, seed %d, batch %d", table, seed, batch)
        .isEqualTo(world.rows(table.formatted("reference"), columns));
  }

  private static List<String> batch(Random random, List<String> sent, int size) {
    List<String> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean again = !sent.isEmpty() && random.nextInt(5) == 0;
      batch.add(again ? sent.get(random.nextInt(sent.size())) : event(random));
    }
    sent.addAll(batch);
    return batch;
  }

  /** Few ids, prices and times, so that everything meets everything. */
  private static String event(Random random) {
    if (random.nextInt(20) == 0) {
      return List.of("{\"id\": 1", "[]", "\0\u00fe\u00ff", "").get(random.nextInt(4));
    }
    Map<String, String> fields = new java.util.LinkedHashMap<>();
    fields.put(
        "shop",
        random.nextInt(30) == 0 ? "null" : "\"%s\"".formatted("ab".charAt(random.nextInt(2))));
    fields.put("id", random.nextInt(30) == 0 ? "\"x\"" : Integer.toString(random.nextInt(25)));
    fields.put("n", random.nextInt(10) == 0 ? "null" : Integer.toString(random.nextInt(5)));
    fields.put("price", "%d.%02d".formatted(random.nextInt(14) - 1, random.nextInt(2)));
    fields.put(
        "note", List.of("null", "\"a\"", "\"bb\"", "\"ccc\"", "\"test\"").get(random.nextInt(5)));
    fields.put("zip", "\"%d\"".formatted(random.nextInt(3)));
    List<String> parts = new ArrayList<>();
    fields.forEach((name, value) -> parts.add("\"%s\": %s".formatted(name, value)));
    return "{" + String.join(", ", parts) + "}";
  }

  /** A ZIP code may come to have two counties: then one order line makes two rows. */
  private static String place(Random random) {
    return "{\"zip\": \"%d\", \"county\": \"c%d\"}".formatted(random.nextInt(3), random.nextInt(4));
  }
}
