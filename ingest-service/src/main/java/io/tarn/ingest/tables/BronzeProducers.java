package io.tarn.ingest.tables;

import io.micrometer.core.instrument.MeterRegistry;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.service.PlatformConfig;
import io.tarn.tables.Lakehouse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One writer for all bronze tables: they share DuckDB and its threads. */
@ApplicationScoped
class BronzeProducers {
  private static final int THREADS = 2;

  @Produces
  @Singleton
  RowStager stager(PlatformConfig platform) {
    return new RowStager(platform.dataDir().resolve("staged"), THREADS);
  }

  void close(@Disposes RowStager stager) {
    stager.close();
  }

  @Produces
  @Singleton
  BronzeWriter writer(Lakehouse lakehouse, RowStager stager, MeterRegistry meters) {
    return new BronzeWriter(lakehouse, stager, meters);
  }
}
