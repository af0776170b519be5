package io.tarn.ingest.sources;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tarn.ingest.domain.SourceProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shows each source's progress as metrics, for as long as it is declared. */
@ApplicationScoped
class SourceMeters {
  private static final String SOURCE = "source";

  private final MeterRegistry registry;
  private final Map<String, List<Meter>> shown = new ConcurrentHashMap<>();

  SourceMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void add(String source, SourceProgress progress) {
    Meter accepted =
        FunctionCounter.builder(
                "tarn.ingest.accepted.records", progress, SourceProgress::acceptedRecords)
            .description("Records taken in, in bronze or not")
            .tag(SOURCE, source)
            .register(registry);
    Meter committed =
        FunctionCounter.builder(
                "tarn.ingest.committed.records", progress, SourceProgress::committedRecords)
            .description("Records in bronze")
            .tag(SOURCE, source)
            .register(registry);
    Meter lag =
        Gauge.builder("tarn.ingest.lag.records", progress, SourceProgress::lagRecords)
            .description("Records taken in but not yet in bronze")
            .tag(SOURCE, source)
            .register(registry);
    Meter troubled =
        Gauge.builder("tarn.ingest.troubled", progress, one -> one.trouble().isPresent() ? 1 : 0)
            .description("1 while something goes wrong with the source")
            .tag(SOURCE, source)
            .register(registry);
    shown.put(source, List.of(accepted, committed, lag, troubled));
  }

  void remove(String source) {
    shown.getOrDefault(source, List.of()).forEach(registry::remove);
    shown.remove(source);
  }
}
