package io.tarn.ml.config;

import io.tarn.engine.SqlEngine;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The parts that wrap native code, one each per process. */
class NativeParts {
  @Produces
  @Singleton
  RowStager rows(PlatformConfig config) {
    return new RowStager(config.dataDir().resolve("staged"), 1);
  }

  @Produces
  @Singleton
  SqlEngine engine(PlatformConfig config) {
    return new DuckDbEngine(DuckDbSettings.in(config.dataDir()));
  }

  void close(@Disposes SqlEngine engine) {
    engine.close();
  }

  void close(@Disposes RowStager rows) {
    rows.close();
  }
}
