package io.tarn.ingest.sources;

import io.tarn.ingest.config.IngestConfig;
import io.tarn.ingest.domain.Batch;
import io.tarn.ingest.domain.SourceProgress;
import io.tarn.ingest.files.Landing;
import io.tarn.ingest.files.LandingWork;
import io.tarn.ingest.messaging.RawConsumers;
import io.tarn.ingest.messaging.RawTopics;
import io.tarn.ingest.messaging.TopicWork;
import io.tarn.ingest.tables.BronzeWriter;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the work of a source's writer. */
@ApplicationScoped
class WorkFactory {
  private final RawTopics topics;
  private final RawConsumers consumers;
  private final Landing landing;
  private final BronzeWriter bronze;
  private final IngestConfig config;
  private final PlatformConfig platform;

  WorkFactory(
      RawTopics topics,
      RawConsumers consumers,
      Landing landing,
      BronzeWriter bronze,
      IngestConfig config,
      PlatformConfig platform) {
    this.topics = topics;
    this.consumers = consumers;
    this.landing = landing;
    this.bronze = bronze;
    this.config = config;
    this.platform = platform;
  }

  Work work(SourceManifest source, SourceProgress progress) {
    Batch.Limits limits =
        new Batch.Limits(
            config.batches().age(), config.batches().rows(), config.batches().size().asLongValue());
    return switch (source.origin()) {
      case SourceManifest.Http http -> {
        topics.ensure(source);
        yield new TopicWork(
            source.table(), consumers.consumer(source.table()), bronze, limits, progress);
      }
      case SourceManifest.Files files ->
          new LandingWork(
              source,
              landing,
              bronze,
              new LandingWork.Settings(
                  config.files().period(),
                  limits,
                  platform.dataDir().resolve("landing"),
                  (int) config.maxRecord().asLongValue()),
              progress);
    };
  }
}
