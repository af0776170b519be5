package io.tarn.ingest.tables;

import io.micrometer.core.instrument.MeterRegistry;
import io.tarn.engine.SqlEngine;
import io.tarn.engine.TableUpkeep;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.ingest.config.IngestConfig;
import io.tarn.service.PlatformConfig;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What writes and tends bronze tables; made once, since DuckDB and its threads are shared. */
@ApplicationScoped
class BronzeProducers {
  private static final int WRITER_THREADS = 2;
  private static final long CACHE_BYTES = 64L << 20;

  @Produces
  @Singleton
  RowStager stager(PlatformConfig platform) {
    return new RowStager(platform.dataDir().resolve("staged"), WRITER_THREADS);
  }

  void close(@Disposes RowStager stager) {
    stager.close();
  }

  @Produces
  @Singleton
  BronzeWriter writer(Lakehouse lakehouse, RowStager stager, MeterRegistry meters) {
    return new BronzeWriter(lakehouse, stager, meters);
  }

  /** For compaction only: one small job at a time. */
  @Produces
  @Singleton
  SqlEngine engine(PlatformConfig platform) {
    return new DuckDbEngine(
        new DuckDbSettings(
            platform.dataDir().toAbsolutePath().resolve("engine"),
            "256MB",
            1,
            1,
            CACHE_BYTES,
            Duration.ofMinutes(2)));
  }

  void close(@Disposes SqlEngine engine) {
    engine.close();
  }

  @Produces
  @Singleton
  TableUpkeep upkeep(Lakehouse lakehouse, SqlEngine engine, IngestConfig config) {
    IngestConfig.Maintenance when = config.maintenance();
    return new TableUpkeep(
        lakehouse,
        engine,
        new TableUpkeep.Limits(
            when.small().asLongValue(),
            when.smallFiles(),
            new Retention(when.snapshots(), when.age())));
  }
}
