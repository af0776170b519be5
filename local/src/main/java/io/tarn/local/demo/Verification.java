package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.error.TarnException;
import io.tarn.model.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Looks at every stage once all orders have arrived. */
final class Verification {
  private final Lake lake;
  private final RetailData data;
  private final List<OrderEvent> sent;
  private final PushLog log;

  Verification(Lake lake, RetailData data, List<OrderEvent> sent, PushLog log) {
    this.lake = lake;
    this.data = data;
    this.sent = sent;
    this.log = log;
  }

  /**
   * Looks, prints what was found, and answers it as one object per stage.
   *
   * @param arrivals layer to how the orders arrived there
   */
  ObjectNode report(Map<String, Arrival> arrivals, double sendingSeconds, PrintWriter out) {
    BronzeCheck bronze = new BronzeCheck(lake, sent, log);
    Stage bronzeStage = Stage.look("bronze", bronze::look);
    Truth truth = Truth.of(data, bronzeStage.ok() ? bronze.arrived() : sent);
    ModelCheck model = new ModelCheck(lake, truth);
    CompletableFuture<Void> training = training(model);
    SilverCheck silver = new SilverCheck(lake, truth);
    GoldCheck goldCheck = new GoldCheck(lake, truth);
    List<Stage> stages = new ArrayList<>(List.of(bronzeStage));
    stages.add(
        Stage.look(
            "silver",
            stage -> {
              silver.silver(stage);
              new RunsCheck(lake).look(stage);
            }));
    stages.add(Stage.look("quarantine", silver::quarantine));
    stages.add(Stage.look("gold", goldCheck::look));
    stages.add(Stage.look("governance", stage -> governance(truth, stage)));
    stages.add(Stage.look("alerts", new AlertCheck(lake)::look));
    training.join();
    stages.add(4, Stage.look("ml", model::look));
    ObjectNode report = Json.MAPPER.createObjectNode();
    for (Stage stage : stages) {
      stage.print(out);
      report.set(stage.name(), stage.json());
    }
    report.set("timings", timings(arrivals, sendingSeconds, out));
    return report;
  }

  private void governance(Truth truth, Stage stage) {
    new MaskCheck(lake, truth).look(stage);
    new Newcomer(lake).look(stage);
    TrailCheck trail = new TrailCheck(lake);
    trail.lineage(stage);
    trail.audit(stage);
  }

  /** Begun early, for it takes a while; the stage tells if nothing came of it. */
  private static CompletableFuture<Void> training(ModelCheck model) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            model.train();
          } catch (TarnException retrainsByItself) {
            // The stage waits for a model of the newest data and says so if none comes.
          }
        });
  }

  private ObjectNode timings(
      Map<String, Arrival> arrivals, double sendingSeconds, PrintWriter out) {
    int steady = sent.size() - OrderLoad.OPENING;
    ObjectNode timings =
        Json.MAPPER
            .createObjectNode()
            .put("events", steady)
            .put("events_per_s", Math.round(steady / sendingSeconds));
    Map<Boolean, List<PushLog.Acknowledgment>> opening =
        log.acknowledgments().stream()
            .collect(Collectors.partitioningBy(one -> one.event() < OrderLoad.OPENING));
    arrivals.forEach(
        (layer, arrival) -> {
          timings.put(
              "first_events_to_%s_ms".formatted(layer),
              Arrival.percentile(arrival.delays(opening.get(true)), 100));
          long[] delays = arrival.delays(opening.get(false));
          for (int percent : new int[] {50, 95, 99}) {
            timings.put(
                "event_to_%s_p%d_ms".formatted(layer, percent),
                Arrival.percentile(delays, percent));
          }
        });
    out.printf("  from acceptance to gold, and more: %s%n", timings);
    out.flush();
    return timings;
  }
}
