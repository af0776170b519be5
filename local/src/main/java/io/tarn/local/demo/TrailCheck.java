package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.platform.TarnService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a number came from, and who saw it. */
final class TrailCheck {
  private static final String OFFICER = "officer";
  private static final String NUMBER = "retail.gold.daily_sales.sales";
  private static final String FIELD = "retail.bronze.orders.payload.sales";
  private static final Duration AUDITED_WITHIN = Duration.ofSeconds(30);

  private final Lake lake;

  TrailCheck(Lake lake) {
    this.lake = lake;
  }

  void lineage(Stage stage) {
    JsonNode columns =
        lake.get(
            Lake.ENGINEER,
            TarnService.CATALOG,
            "/api/v1/lineage/retail.gold.daily_sales/columns/sales?direction=upstream");
    Map<String, Set<String>> sources = new HashMap<>();
    columns
        .path("edges")
        .forEach(
            edge ->
                sources
                    .computeIfAbsent(edge.path("to").asText(), to -> new HashSet<>())
                    .add(edge.path("from").asText()));
    Set<String> origins = new HashSet<>();
    follow(NUMBER, sources, origins);
    stage.hold("gold sales come from the payloads' sales", origins.contains(FIELD));
    stage.figure("sales come from", origins.stream().sorted().toList());
    JsonNode tables =
        lake.get(
            Lake.ENGINEER,
            TarnService.CATALOG,
            "/api/v1/lineage/retail.gold.daily_sales?direction=upstream&depth=10");
    Set<String> nodes = new HashSet<>();
    tables.path("nodes").forEach(node -> nodes.add(node.path("table").asText()));
    stage.hold(
        "lineage knows both sources",
        nodes.containsAll(List.of("retail.bronze.orders", "retail.bronze.zipcodes")));
  }

  private static void follow(String column, Map<String, Set<String>> sources, Set<String> seen) {
    for (String source : sources.getOrDefault(column, Set.of())) {
      if (seen.add(source)) {
        follow(source, sources, seen);
      }
    }
  }

  void audit(Stage stage) {
    stage.hold(
        "the audit knows what the analyst read",
        audited("retail.silver.orders", true) && audited("retail.gold.dim_customer", true));
    stage.hold(
        "the audit knows what the analyst was refused", audited("retail.bronze.orders", false));
    JsonNode chain = lake.get(OFFICER, TarnService.CATALOG, "/api/v1/audit/verification");
    stage.figure("audit events", chain.path("events").asLong());
    stage.hold("the audit's chain is whole", chain.path("intact").asBoolean());
    stage.hold(
        "the officer can ask the audit in SQL",
        lake.row(
                    OFFICER,
                    "SELECT count(*) FROM system.audit.events WHERE principal = 'user:analyst'")
                .get(0)
                .asLong()
            > 0);
  }

  private boolean audited(String table, boolean allowed) {
    return Waiting.settled(
        AUDITED_WITHIN,
        () -> {
          JsonNode events =
              lake.get(
                  OFFICER,
                  TarnService.CATALOG,
                  "/api/v1/audit?principal=user:analyst&securable=%s&limit=100".formatted(table));
          for (JsonNode event : events) {
            if (event.path("allowed").asBoolean() == allowed
                && event.path("action").asText().equals("SELECT")) {
              return true;
            }
          }
          return false;
        },
        found -> found);
  }
}
