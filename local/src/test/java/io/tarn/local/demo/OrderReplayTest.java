package io.tarn.local.demo;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReplayTest {
  private static final RetailData DATA = RetailData.load(Path.of("../examples/retail"));

  @Test
  void theDataIsTheOneTheFixedAnswersWereComputedFrom() {
    List<OrderLine> lines = DATA.lines();
    assertThat(lines).hasSize(9_994);
    assertThat(lines.stream().map(OrderLine::orderId).distinct()).hasSize(5_009);
    assertThat(lines.stream().map(OrderLine::sales).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("2297200.8603");
    assertThat(lines.stream().filter(line -> DATA.counties().containsKey(line.postalCode())))
        .hasSize(9_545);
    assertThat(lines.stream().filter(line -> DATA.counties().containsKey(line.zipCode())))
        .hasSize(9_964);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 42, 2_017, -5, Long.MAX_VALUE})
  void theFixedAnswersHoldForEverySeed(long seed) {
    // When
    Truth truth = Truth.of(DATA, OrderReplay.of(DATA, seed).events());

    // Then
    assertThat(truth.lines()).hasSize(9_993);
    assertThat(truth.sales()).isEqualByComparingTo("2296919.4883");
    assertThat(truth.zipMatches()).isEqualTo(9_963);
    assertThat(truth.customers()).hasSize(793);
    assertThat(truth.products()).isEqualTo(1_862);
    assertThat(truth.places()).isEqualTo(632);
    assertThat(truth.days()).isEqualTo(1_237);
    assertThat(truth.quarantine()).containsEntry(Truth.SENT_ONCE, 1L);
    Map<LocalDate, BigDecimal> blackFridays =
        Map.of(
            LocalDate.of(2014, 11, 28), new BigDecimal("2280.83"),
            LocalDate.of(2015, 11, 27), new BigDecimal("3109.78"),
            LocalDate.of(2016, 11, 25), new BigDecimal("7978.55"),
            LocalDate.of(2017, 11, 24), new BigDecimal("4959.64"));
    blackFridays.forEach(
        (day, sales) ->
            assertThat(
                    truth.dailySales().entrySet().stream()
                        .filter(cell -> cell.getKey().day().equals(day))
                        .map(cell -> cell.getValue().sales())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isCloseTo(sales, org.assertj.core.data.Offset.offset(new BigDecimal("0.01"))));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 42, 12_345, -1, Long.MIN_VALUE})
  void anIndependentRecountOfTheBytesAgreesWithTheTruth(long seed) {
    // Given
    List<OrderEvent> events = OrderReplay.of(DATA, seed).events();
    Truth truth = Truth.of(DATA, events);

    // When
    Recount recount = Recount.of(events.stream().map(OrderEvent::body).toList());

    // Then
    assertThat(recount.quarantine()).isEqualTo(truth.quarantine());
    assertThat(recount.duplicates()).isEqualTo(truth.duplicates());
    assertThat(recount.rows()).hasSameSizeAs(truth.lines());
    for (OrderLine line : truth.lines()) {
      Recount.Row row = recount.rows().get(line.rowId());
      assertThat(row.placedAt()).isEqualTo(truth.placedAt().get(line.rowId()));
      assertThat(row.sales()).isEqualByComparingTo(line.sales());
      assertThat(row.profit()).isEqualByComparingTo(line.profit());
      assertThat(row.discount()).isEqualByComparingTo(line.discount());
      assertThat(row.zipCode()).isEqualTo(line.zipCode());
      assertThat(row.day()).isEqualTo(line.orderDate());
      assertThat(row.customer()).isEqualTo(line.customer().name());
    }
  }

  @Test
  void everythingThatCanGoWrongDoes() {
    List<OrderEvent> events = OrderReplay.of(DATA, 3).events();
    Truth truth = Truth.of(DATA, events);

    Set<String> rules = new HashSet<>(Set.of(Truth.SENT_ONCE));
    Arrays.stream(Breakage.values()).map(Breakage::rule).forEach(rules::add);
    assertThat(truth.quarantine().keySet()).isEqualTo(rules);
    assertThat(truth.duplicates()).isBetween(500L, 1_500L);
    assertThat(events).hasSizeBetween(10_500, 12_000);
    String all =
        events.stream()
            .map(e -> new String(e.body(), java.nio.charset.StandardCharsets.UTF_8))
            .reduce("", (a, b) -> a.length() > 400_000 ? a : a + b);
    assertThat(all).contains("\"$1,", "+02:00", "\"attempt\":2", "\"country\":null");
    // Some lines come with a second, later payment before the first
    assertThat(
            events.stream()
                .filter(event -> event.breaks().isEmpty())
                .collect(groupingBy(OrderEvent::rowId))
                .values())
        .anySatisfy(
            copies ->
                assertThat(copies.getFirst().placedAt()).isAfter(copies.getLast().placedAt()));
  }

  @Test
  void aBrokenEventIsAlwaysFollowedByTheGoodOne() {
    List<OrderEvent> events = OrderReplay.of(DATA, 11).events();
    for (int i = 0; i < events.size(); i++) {
      int row = events.get(i).rowId();
      if (events.get(i).breaks().isPresent()) {
        assertThat(events.subList(i + 1, events.size()))
            .anyMatch(later -> later.rowId() == row && later.breaks().isEmpty());
      }
    }
  }

  @Test
  void oneSeedGivesTheSameBytesAndAnotherDoesNot() {
    OrderLoad once = OrderReplay.of(DATA, 5);
    OrderLoad again = OrderReplay.of(DATA, 5);
    assertThat(again.zipCodesAfter()).isEqualTo(once.zipCodesAfter());
    assertThat(bodies(again)).isEqualTo(bodies(once)).isNotEqualTo(bodies(OrderReplay.of(DATA, 6)));
  }

  @Test
  void zipCodesLandBeforeOrAmongTheOrders() {
    assertThat(
            java.util.stream.LongStream.range(0, 8)
                .map(seed -> OrderReplay.of(DATA, seed).zipCodesAfter()))
        .anyMatch(after -> after == 0)
        .anyMatch(after -> after > 0);
  }

  @Test
  void theWeeksOfTheForecastAddUpToAllSales() {
    Truth truth = Truth.of(DATA, OrderReplay.of(DATA, 1).events());
    assertThat(
            truth.weeklySales().values().stream()
                .flatMap(weeks -> weeks.values().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(truth.sales());
    assertThat(truth.weeklySales().keySet())
        .containsExactlyInAnyOrder("Furniture", "Office Supplies", "Technology");
  }

  private static List<String> bodies(OrderLoad load) {
    return load.events().stream().map(event -> Arrays.toString(event.body())).toList();
  }
}
