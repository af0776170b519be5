package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.platform.TarnService;
import io.tarn.model.json.Json;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The forecast: two algorithms compared, the better one registered, its answers in a table. */
final class ModelCheck {
  private static final String PATH = "/api/v1/models/retail.gold.weekly_sales";
  private static final String INPUT = "retail.gold.daily_sales";
  private static final int HORIZON = 8;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Lake lake;
  private final Truth truth;

  ModelCheck(Lake lake, Truth truth) {
    this.lake = lake;
    this.truth = truth;
  }

  /** Has it trained on what is there now, instead of waiting until it does so by itself. */
  void train() {
    lake.post(Lake.ENGINEER, TarnService.ML, PATH + "/train", Json.MAPPER.createObjectNode());
  }

  void look(Stage stage) {
    JsonNode version =
        Waiting.until("a model of the newest daily sales", LIMIT, () -> versionOf(newest()));
    long snapshot = newest();
    JsonNode details = lake.get(Lake.ENGINEER, TarnService.ML, PATH);
    Set<String> algorithms = new TreeSet<>();
    for (JsonNode run : details.path("runs")) {
      if (run.path("inputs").path(INPUT).asLong() == snapshot) {
        algorithms.add(run.path("algorithm").asText());
        stage.figure(run.path("algorithm").asText(), run.path("metrics"));
        stage.hold(
            run.path("algorithm").asText() + " has parameters and metrics",
            !run.path("metrics").isEmpty() && run.has("parameters"));
      }
    }
    stage.expect("algorithms compared", 2, algorithms.size());
    stage.figure("version", version.path("version").asInt());
    stage.figure("winner", version.path("algorithm").asText());
    stage.hold("the better one is registered", best(details, snapshot, version));
    forecast(stage);
  }

  private long newest() {
    return lake.commits(INPUT, 0).getLast().snapshotId();
  }

  /** The newest version, if its training read the given snapshot. */
  private Optional<JsonNode> versionOf(long snapshot) {
    JsonNode details = lake.get(Lake.ENGINEER, TarnService.ML, PATH);
    JsonNode version = details.path("versions").path(0);
    for (JsonNode run : details.path("runs")) {
      if (run.path("id").equals(version.path("runId"))
          && run.path("inputs").path(INPUT).asLong() == snapshot) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  private static boolean best(JsonNode details, long snapshot, JsonNode version) {
    double winner = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode run : details.path("runs")) {
      if (run.path("inputs").path(INPUT).asLong() == snapshot) {
        double error = run.path("metrics").path("wape").asDouble(Double.NaN);
        least = Math.min(least, error);
        winner = run.path("id").equals(version.path("runId")) ? error : winner;
      }
    }
    return winner <= least;
  }

  private void forecast(Stage stage) {
    List<JsonNode> rows =
        lake.sql(
            "scientist",
            "SELECT series, week, value FROM retail.gold.sales_forecast ORDER BY series, week");
    Set<String> series = new TreeSet<>();
    Set<LocalDate> weeks = new TreeSet<>();
    boolean finite = true;
    for (JsonNode row : rows) {
      series.add(row.get(0).asText());
      weeks.add(LocalDate.parse(row.get(1).asText()));
      finite &= row.get(2).asDouble() >= 0 && Double.isFinite(row.get(2).asDouble());
    }
    stage.expect("forecast rows", truth.weeklySales().size() * HORIZON, rows.size());
    stage.expect("forecast series", truth.weeklySales().keySet(), series);
    stage.expect("forecast weeks", HORIZON, weeks.size());
    LocalDate last =
        truth.lines().stream().map(OrderLine::orderDate).max(LocalDate::compareTo).orElseThrow();
    stage.hold(
        "forecast weeks follow the sales",
        weeks.stream().allMatch(week -> week.getDayOfWeek() == DayOfWeek.MONDAY)
            && weeks.stream().allMatch(week -> week.isAfter(last.minusWeeks(1)))
            && weeks.stream().noneMatch(week -> week.isAfter(last.plusWeeks(HORIZON))));
    stage.hold("forecast values are amounts", finite);
    JsonNode first = rows.getFirst();
    JsonNode answer =
        lake.post(
                "scientist",
                TarnService.ML,
                PATH + "/predict",
                Json.MAPPER
                    .createObjectNode()
                    .put("series", first.get(0).asText())
                    .put("horizon", 1))
            .at("/predictions/0");
    stage.figure("prediction", answer);
    stage.hold(
        "the prediction is that of the table",
        answer.path("week").asText().equals(first.get(1).asText())
            && Math.abs(answer.path("value").asDouble() / first.get(2).asDouble() - 1) < 1e-6);
  }
}
