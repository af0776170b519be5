package io.tarn.catalog.tables;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.tarn.catalog.domain.CommitLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows how old the newest record of each table is, at the moment somebody asks. */
@ApplicationScoped
class FreshnessMetrics {
  private static final double MILLIS = 1000.0;

  private final CommitLog commits;
  private final MultiGauge freshness;

  FreshnessMetrics(CommitLog commits, MeterRegistry metrics) {
    this.commits = commits;
    this.freshness =
        MultiGauge.builder("tarn.catalog.table.freshness")
            .description("Time since the newest record visible in the table was accepted")
            .baseUnit("seconds")
            .register(metrics);
  }

  @Scheduled(
      every = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void refresh() {
    List<MultiGauge.Row<?>> rows =
        commits.acceptedUpTo().entrySet().stream()
            .<MultiGauge.Row<?>>map(
                table ->
                    MultiGauge.Row.of(
                        Tags.of("table", table.getKey().toString()),
                        table.getValue(),
                        FreshnessMetrics::age))
            .toList();
    freshness.register(rows, true);
  }

  private static double age(Instant acceptedUpTo) {
    return Duration.between(acceptedUpTo, Instant.now()).toMillis() / MILLIS;
  }
}
