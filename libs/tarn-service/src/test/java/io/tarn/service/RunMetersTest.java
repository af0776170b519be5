package io.tarn.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunMetersTest {
  private static final TableName STEP = TableName.parse("retail.silver.orders");
  private static final TableName INPUT = TableName.parse("retail.bronze.orders");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RunMeters meters = new RunMeters(registry);

  @Test
  void runsAreTimedByHowTheyEnded() {
    // Given a run that failed after one that did not
    meters.count(run(RunEnded.Status.succeeded, 2));
    // When
    meters.count(run(RunEnded.Status.failed, 3));
    // Then each has a time of its own
    assertThat(seconds("succeeded")).isEqualTo(2);
    assertThat(seconds("failed")).isEqualTo(3);
  }

  @Test
  void rowsAreCountedByWhatBecameOfThem() {
    meters.count(run(RunEnded.Status.succeeded, 1));
    meters.count(run(RunEnded.Status.succeeded, 1));

    assertThat(rows("read")).isEqualTo(240);
    assertThat(rows("written")).isEqualTo(220);
    assertThat(rows("removed")).isEqualTo(2);
    assertThat(rows("quarantined")).isEqualTo(6);
    assertThat(rows("duplicate")).isEqualTo(14);
  }

  private double seconds(String status) {
    return registry.get("tarn.run").tag("status", status).timer().totalTime(TimeUnit.SECONDS);
  }

  private double rows(String fate) {
    return registry
        .get("tarn.run.rows")
        .tag("step", STEP.toString())
        .tag("fate", fate)
        .counter()
        .count();
  }

  private static RunEnded run(RunEnded.Status status, int seconds) {
    Instant start = Instant.parse("2026-11-25T00:00:00Z");
    return new RunEnded(
        "run",
        STEP,
        "transform-service",
        status,
        RunEnded.Refresh.incremental,
        start,
        start.plus(Duration.ofSeconds(seconds)),
        List.of(new RunEnded.Input(INPUT, 1L, 2L, 120)),
        110,
        1,
        3,
        7,
        Map.of(),
        2L,
        null);
  }
}
