package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Silver and its quarantine, row by row. */
final class SilverCheck {
  private final Lake lake;
  private final Truth truth;

  SilverCheck(Lake lake, Truth truth) {
    this.lake = lake;
    this.truth = truth;
  }

  void silver(Stage stage) {
    JsonNode totals =
        lake.row(
            Lake.ENGINEER,
            "SELECT count(*), count(DISTINCT row_id), sum(sales), count(county), count(latitude)"
                + " FROM retail.silver.orders");
    stage.expect("rows", truth.lines().size(), totals.get(0).asLong());
    stage.expect("distinct rows", truth.lines().size(), totals.get(1).asLong());
    stage.expect("sales", truth.sales(), totals.get(2).asText());
    stage.expect("with a county", truth.zipMatches(), totals.get(3).asLong());
    stage.expect("with coordinates", truth.zipMatches(), totals.get(4).asLong());
    stage.expect("rows that differ", 0, differing());
  }

  private long differing() {
    Map<Integer, JsonNode> rows = new TreeMap<>();
    lake.all(
            Lake.ENGINEER,
            "SELECT row_id, placed_at, order_date, customer_name, postal_code, county, sales, profit,"
                + " discount, quantity FROM retail.silver.orders",
            "row_id")
        .forEach(row -> rows.put(row.get(0).asInt(), row));
    return truth.lines().stream()
            .filter(
                line -> !rows.containsKey(line.rowId()) || !agrees(line, rows.get(line.rowId())))
            .count()
        + Math.max(0, rows.size() - truth.lines().size());
  }

  private boolean agrees(OrderLine line, JsonNode row) {
    return Instant.parse(row.get(1).asText()).equals(truth.placedAt().get(line.rowId()))
        && row.get(2).asText().equals(line.orderDate().toString())
        && row.get(3).asText().equals(line.customer().name())
        && row.get(4).asText().equals(line.zipCode())
        && row.get(5).asText("").equals(truth.counties().getOrDefault(line.zipCode(), ""))
        && same(row.get(6), line.sales())
        && same(row.get(7), line.profit())
        && same(row.get(8), line.discount())
        && row.get(9).asInt() == line.quantity();
  }

  private static boolean same(JsonNode value, BigDecimal expected) {
    return !value.isNull() && new BigDecimal(value.asText()).compareTo(expected) == 0;
  }

  void quarantine(Stage stage) {
    Map<String, Long> byRule = new TreeMap<>();
    List<JsonNode> rows =
        lake.sql(
            Lake.ENGINEER,
            "SELECT rule, count(*), count(*) FILTER (reason IS NULL OR reason = '' OR rule_version IS"
                + " NULL OR run_id IS NULL) FROM retail.silver.orders_quarantine GROUP BY ALL");
    long unexplained = 0;
    for (JsonNode row : rows) {
      byRule.put(row.get(0).asText(), row.get(1).asLong());
      unexplained += row.get(2).asLong();
    }
    stage.expect("rows", sum(truth.quarantine()), sum(byRule));
    stage.expect("by rule", truth.quarantine(), byRule);
    stage.expect("without a reason", 0, unexplained);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
