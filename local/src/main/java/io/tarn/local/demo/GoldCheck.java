package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gold: daily sales cell by cell, and the star. */
final class GoldCheck {
  private final Lake lake;
  private final Truth truth;

  GoldCheck(Lake lake, Truth truth) {
    this.lake = lake;
    this.truth = truth;
  }

  void look(Stage stage) {
    dailySales(stage);
    star(stage);
    weeks(stage);
  }

  private void dailySales(Stage stage) {
    Map<Truth.Cell, Truth.Totals> cells = new HashMap<>();
    List<JsonNode> rows =
        lake.all(
            Lake.ENGINEER,
            "SELECT order_date, region, segment, category, sales, profit, quantity, lines, orders"
                + " FROM retail.gold.daily_sales",
            "order_date, region, segment, category");
    for (JsonNode row : rows) {
      cells.put(
          new Truth.Cell(
              LocalDate.parse(row.get(0).asText()),
              row.get(1).asText(),
              row.get(2).asText(),
              row.get(3).asText()),
          new Truth.Totals(
              new BigDecimal(row.get(4).asText()),
              new BigDecimal(row.get(5).asText()),
              row.get(6).asLong(),
              row.get(7).asLong(),
              row.get(8).asLong()));
    }
    Map<Truth.Cell, Truth.Totals> expected = truth.dailySales();
    stage.expect("daily sales rows", expected.size(), rows.size());
    stage.expect(
        "daily sales cells that differ",
        0,
        expected.entrySet().stream()
            .filter(cell -> !cell.getValue().equals(cells.get(cell.getKey())))
            .count());
    stage.expect(
        "daily sales",
        truth.sales(),
        cells.values().stream().map(Truth.Totals::sales).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private void star(Stage stage) {
    JsonNode counts =
        lake.row(
            Lake.ENGINEER,
            """
            SELECT (SELECT count(*) FROM retail.gold.fact_sales), (SELECT sum(sales) FROM retail.gold.fact_sales),
              (SELECT count(*) FROM retail.gold.dim_customer), (SELECT count(*) FROM retail.gold.dim_product),
              (SELECT count(*) FROM retail.gold.dim_place), (SELECT count(*) FROM retail.gold.dim_date)
            """);
    stage.expect("facts", truth.lines().size(), counts.get(0).asLong());
    stage.expect("sales of the facts", truth.sales(), counts.get(1).asText());
    stage.expect("customers", truth.customers().size(), counts.get(2).asLong());
    stage.expect("products", truth.products(), counts.get(3).asLong());
    stage.expect("places", truth.places(), counts.get(4).asLong());
    stage.expect("days", truth.days(), counts.get(5).asLong());
    JsonNode joined =
        lake.row(
            Lake.ENGINEER,
            """
            SELECT count(*) FROM retail.gold.fact_sales f
            JOIN retail.gold.dim_customer c ON c.customer_id = f.customer_id
            JOIN retail.gold.dim_product p ON p.product_id = f.product_id
            JOIN retail.gold.dim_place l ON l.place_id = f.place_id
            JOIN retail.gold.dim_date d ON d.order_date = f.order_date
            """);
    stage.expect("facts with all dimensions", truth.lines().size(), joined.get(0).asLong());
    Map<String, Truth.Customer> customers = new HashMap<>();
    lake.sql(
            Lake.ENGINEER,
            "SELECT customer_id, customer_name, segment, first_order, orders"
                + " FROM retail.gold.dim_customer")
        .forEach(
            row ->
                customers.put(
                    row.get(0).asText(),
                    new Truth.Customer(
                        row.get(1).asText(),
                        row.get(2).asText(),
                        LocalDate.parse(row.get(3).asText()),
                        row.get(4).asLong())));
    stage.hold("every customer is right", customers.equals(truth.customers()));
  }

  /** What the forecast learns from. */
  private void weeks(Stage stage) {
    Map<String, Map<LocalDate, BigDecimal>> weeks = new HashMap<>();
    lake.sql(
            Lake.ENGINEER,
            "SELECT category, date_trunc('week', order_date)::DATE, sum(sales)"
                + " FROM retail.gold.daily_sales GROUP BY ALL")
        .forEach(
            row ->
                weeks
                    .computeIfAbsent(row.get(0).asText(), category -> new TreeMap<>())
                    .put(
                        LocalDate.parse(row.get(1).asText()), new BigDecimal(row.get(2).asText())));
    stage.hold("every week of the forecast's input is right", sameWeeks(weeks));
  }

  private boolean sameWeeks(Map<String, Map<LocalDate, BigDecimal>> weeks) {
    Map<String, Map<LocalDate, BigDecimal>> expected = truth.weeklySales();
    return weeks.keySet().equals(expected.keySet())
        && weeks.entrySet().stream()
            .allMatch(
                series ->
                    series.getValue().keySet().equals(expected.get(series.getKey()).keySet())
                        && series.getValue().entrySet().stream()
                            .allMatch(
                                week ->
                                    week.getValue()
                                            .compareTo(
                                                expected.get(series.getKey()).get(week.getKey()))
                                        == 0));
  }
}
