package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.local.platform.Platform.StartupTimes;
import java.time.Duration;

/** The last line of a demo that ran once: what each stage came to, how long it took, and memory. */
public record Summary(ObjectNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Adds to the stages' results what only the launcher knows.
   *
   * @param stages as {@link Story#tell} gives them
   * @param peakBytes of all processes together
   */
  public static Summary of(ObjectNode stages, StartupTimes startup, long peakBytes) {
    ObjectNode json = JSON.createObjectNode();
    boolean ok = !stages.isEmpty();
    for (JsonNode stage : stages) {
      ok &= !stage.has("ok") || stage.path("ok").asBoolean();
    }
    json.put("ok", ok);
    json.setAll(stages);
    ObjectNode timings = json.withObject("/timings");
    timings.put("build_s", Integer.getInteger("tarn.build-seconds", 0));
    timings.put("download_s", Integer.getInteger("tarn.download-seconds", 0));
    timings.put("infrastructure_ready_s", seconds(startup.infrastructure()));
    timings.put("services_ready_s", seconds(startup.services()));
    json.withObject("/memory").put("total_pss_mb", peakBytes / (1024 * 1024));
    return new Summary(json);
  }

  /** Of a story that was cut short. */
  public static Summary failed(String reason) {
    return new Summary(JSON.createObjectNode().put("ok", false).put("error", reason));
  }

  public boolean ok() {
    return json.path("ok").asBoolean();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
