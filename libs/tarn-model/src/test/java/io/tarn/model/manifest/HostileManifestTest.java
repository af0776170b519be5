package io.tarn.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tarn.model.json.Json;
import io.tarn.model.manifest.ManifestReading.Invalid;
import io.tarn.model.manifest.ManifestReading.Valid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is manifests or errors with a place in the text. */
class HostileManifestTest {
  private static final String GOOD =
      """
      # orders
      kind: Source
      name: retail.bronze.orders
      http: { path: /orders, format: json }
      ---
      kind: Table
      name: retail.silver.orders
      from: { o: retail.bronze.orders }
      parse: { o: json }
      key: [row_id]
      keep: { first by: placed_at }
      sql: |
        SELECT o.row_id, o.placed_at, o.sales FROM o
      expect:
        price: { check: sales >= 0, on violation: quarantine }
      ---
      kind: Policy
      name: readers
      on: retail.silver
      grant: { SELECT: [group:analysts] }
      """;

  private final ManifestReader reader = new ManifestReader();

  @Test
  void aNaughtyStringInAnyPlaceIsRefusedOrKeptAsItIs() throws IOException {
    for (String naughty : naughtyStrings()) {
      String quoted = Json.MAPPER.writeValueAsString(naughty);
      for (String place :
          List.of("Source", "retail.bronze.orders", "/orders", "json", "group:analysts", "price")) {
        check(GOOD.replace(place, quoted));
        check(GOOD.replace(place, naughty));
      }
    }
  }

  @Test
  void aNaughtyTitleIsATitle() throws IOException {
    for (String naughty : naughtyStrings()) {
      String quoted = Json.MAPPER.writeValueAsString(naughty);
      ManifestReading reading =
          read(
              "kind: Dashboard\nname: d\ntiles: [{title: t, sql: SELECT 1, chart: {table: {}}}]\n"
                  + "title: "
                  + quoted);
      if (reading instanceof Valid valid) {
        DashboardManifest dashboard = (DashboardManifest) valid.manifests().getFirst().manifest();
        assertThat(dashboard.title()).isEqualTo(naughty);
      } else {
        assertPlaced("\n\n\n\n", (Invalid) reading);
      }
    }
  }

  @Test
  void everyDamagedTextIsAnsweredWithPlaces() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(GOOD);
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 ->
              text.insert(
                  at, "{}[]:,#&*!|>'\"%@`-\n\t \u0000\uFEFF\uD83D".charAt(random.nextInt(24)));
          case 2 -> text.setCharAt(at, (char) random.nextInt(0x250));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
        }
      }
      check(text.toString());
    }
  }

  @Test
  void aTextThatWouldGrowWithoutBoundIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append(
          "b%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }
    for (String text :
        List.of(
            bomb.toString(),
            "a: &a [*a]",
            "[".repeat(100_000),
            "{a: ".repeat(100_000),
            "? ".repeat(10_000),
            "- ".repeat(10_000),
            "kind: " + "9".repeat(100_000),
            "x".repeat(4_000_000))) {
      assertThat(read(text)).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void noNameEndsInALineBreak() {
    // $ of a Java pattern would let one pass
    for (String place :
        List.of("readers", "retail.silver", "group:analysts", "row_id", "/orders")) {
      assertThat(read(GOOD.replaceFirst(place + "\\b", "\"" + place + "\\\\n\"")))
          .as(place)
          .isInstanceOf(Invalid.class);
    }
  }

  @Test
  void noTagMakesAnObjectOfAClass() {
    assertThat(
            read("!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]"))
        .isInstanceOf(Invalid.class);
  }

  private void check(String text) {
    long began = System.nanoTime();
    if (read(text) instanceof Invalid invalid) {
      assertPlaced(text, invalid);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  private static void assertPlaced(String text, Invalid invalid) {
    long lines = text.split("\r\n|[\n\r\u0085\u2028\u2029]", -1).length;
    assertThat(invalid.errors())
        .allSatisfy(
            error -> {
              assertThat((long) error.line()).isBetween(1L, lines + 1);
              assertThat(error.column()).isPositive();
              assertThat(error.message()).isNotBlank();
            });
  }

  private ManifestReading read(String text) {
    return reader.read(List.of(new ManifestFile("hostile.yaml", text)), Known.NOTHING);
  }

  private static List<String> naughtyStrings() throws IOException {
    try (InputStream file =
        HostileManifestTest.class.getResourceAsStream("/naughty-strings.json")) {
      return Json.MAPPER.readValue(
          new String(file.readAllBytes(), StandardCharsets.UTF_8), new TypeReference<>() {});
    }
  }
}
