package io.tarn.gold.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Counts statements by how they came in and how they ended, how long they took, and their rows. */
@ApplicationScoped
class StatementMetrics {
  private final MeterRegistry registry;

  StatementMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  <T> T measure(String via, Supplier<T> work, ToLongFunction<T> rows) {
    Timer.Sample sample = Timer.start(registry);
    String outcome = "internal";
    try {
      T answer = work.get();
      registry
          .summary("tarn.gold.statement.rows", "via", via)
          .record((double) rows.applyAsLong(answer));
      outcome = "answered";
      return answer;
    } catch (TarnException failed) {
      outcome = failed.kind().name().toLowerCase(Locale.ROOT);
      throw failed;
    } finally {
      sample.stop(
          Timer.builder("tarn.gold.statements")
              .description("Statements by how they ended")
              .tags("via", via, "outcome", outcome)
              .publishPercentileHistogram()
              .register(registry));
    }
  }
}
