package io.tarn.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tarn.model.event.RunEnded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Runs as metrics: how long they took, how they ended, what became of their rows. */
@ApplicationScoped
class RunMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60)
  };

  private final MeterRegistry registry;

  RunMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(RunEnded run) {
    Timer.builder("tarn.run")
        .description("Time a run took, from its start to its commit")
        .tag("step", run.step().toString())
        .tag("status", run.status().name())
        .tag("refresh", run.refresh().name())
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.between(run.startedAt(), run.endedAt()));
    rows(run, "read", run.inputs().stream().mapToLong(RunEnded.Input::rowsRead).sum());
    rows(run, "written", run.rowsWritten());
    rows(run, "removed", run.rowsRemoved());
    rows(run, "quarantined", run.rowsQuarantined());
    rows(run, "duplicate", run.rowsDuplicate());
  }

  private void rows(RunEnded run, String fate, long count) {
    registry
        .counter("tarn.run.rows", "step", run.step().toString(), "fate", fate)
        .increment((double) count);
  }
}
