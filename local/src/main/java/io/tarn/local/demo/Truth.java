package io.tarn.local.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What every table must hold, computed from the shop's lines before they were soiled, never from
 * what the engine says.
 *
 * @param lines what is left once the twin is out
 * @param placedAt row to its first payment
 * @param quarantine rule to the number of rows set aside under it
 * @param duplicates good events beyond the first of their row
 */
record Truth(
    List<OrderLine> lines,
    Map<Integer, Instant> placedAt,
    Map<String, Long> quarantine,
    long duplicates,
    Map<String, String> counties) {
  /** The rule that finds a line sent once more under another number. */
  static final String SENT_ONCE = "a line is sent once";

  /** The key of daily sales. */
  record Cell(LocalDate day, String region, String segment, String category) {}

  /** The values of daily sales. */
  record Totals(BigDecimal sales, BigDecimal profit, long quantity, long lines, long orders) {
    Totals {
      // Equal amounts are equal, however many zeros they were written with.
      sales = sales.stripTrailingZeros();
      profit = profit.stripTrailingZeros();
    }

    private static Totals of(List<OrderLine> lines) {
      return new Totals(
          sum(lines, OrderLine::sales),
          sum(lines, OrderLine::profit),
          lines.stream().mapToLong(OrderLine::quantity).sum(),
          lines.size(),
          distinct(lines, OrderLine::orderId));
    }
  }

  /** A customer as the star knows them. */
  record Customer(String name, String segment, LocalDate firstOrder, long orders) {}

  /** The truth about some events of the shop. */
  static Truth of(RetailData data, List<OrderEvent> events) {
    List<OrderEvent> good = events.stream().filter(event -> event.breaks().isEmpty()).toList();
    Map<Integer, Instant> placedAt =
        good.stream()
            .collect(
                toMap(OrderEvent::rowId, OrderEvent::placedAt, (a, b) -> a.isBefore(b) ? a : b));
    Set<List<Object>> contents = new HashSet<>();
    List<OrderLine> once =
        data.lines().stream()
            .filter(line -> placedAt.containsKey(line.rowId()))
            .sorted((a, b) -> Integer.compare(a.rowId(), b.rowId()))
            .filter(line -> contents.add(line.content()))
            .toList();
    Map<String, Long> quarantine =
        events.stream()
            .flatMap(event -> event.breaks().stream())
            .collect(groupingBy(Function.identity(), TreeMap::new, counting()));
    int twins = placedAt.size() - once.size();
    if (twins > 0) {
      quarantine.put(SENT_ONCE, (long) twins);
    }
    return new Truth(
        once, placedAt, quarantine, (long) good.size() - placedAt.size(), data.counties());
  }

  BigDecimal sales() {
    return sum(lines, OrderLine::sales);
  }

  /** Lines whose ZIP code is in the list. */
  long zipMatches() {
    return lines.stream().filter(line -> counties.containsKey(line.zipCode())).count();
  }

  Map<Cell, Totals> dailySales() {
    Map<Cell, Totals> cells = new HashMap<>();
    lines.stream()
        .collect(
            groupingBy(
                line ->
                    new Cell(
                        line.orderDate(),
                        line.place().region(),
                        line.customer().segment(),
                        line.product().category())))
        .forEach((cell, in) -> cells.put(cell, Totals.of(in)));
    return cells;
  }

  /** Customer id to the customer; of two segments that of the line with the highest number. */
  Map<String, Customer> customers() {
    Map<String, Customer> customers = new HashMap<>();
    lines.stream()
        .collect(groupingBy(line -> line.customer().id()))
        .forEach(
            (id, theirs) ->
                customers.put(
                    id,
                    new Customer(
                        theirs.getLast().customer().name(),
                        theirs.getLast().customer().segment(),
                        theirs.stream()
                            .map(OrderLine::orderDate)
                            .min(LocalDate::compareTo)
                            .orElseThrow(),
                        distinct(theirs, OrderLine::orderId))));
    return customers;
  }

  long products() {
    return distinct(lines, line -> line.product().id());
  }

  long places() {
    return distinct(lines, line -> line.zipCode() + " " + line.place().city());
  }

  long days() {
    return distinct(lines, OrderLine::orderDate);
  }

  /** Category to its sales per week, named by the Monday: what the forecast learns from. */
  Map<String, Map<LocalDate, BigDecimal>> weeklySales() {
    return lines.stream()
        .collect(
            groupingBy(
                line -> line.product().category(),
                groupingBy(
                    line ->
                        line.orderDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                    TreeMap::new,
                    Collectors.reducing(BigDecimal.ZERO, OrderLine::sales, BigDecimal::add))));
  }

  private static BigDecimal sum(List<OrderLine> lines, Function<OrderLine, BigDecimal> value) {
    return lines.stream().map(value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static long distinct(List<OrderLine> lines, Function<OrderLine, Object> value) {
    return lines.stream().map(value).distinct().count();
  }
}
