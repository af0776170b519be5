package io.tarn.service.steps;

import io.quarkus.arc.DefaultBean;
import io.tarn.engine.SqlEngine;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The engine of the service, unless it makes one itself. */
@ApplicationScoped
class EngineProducer {
  @Produces
  @Singleton
  @DefaultBean
  SqlEngine engine(PlatformConfig platform, StepsConfig config) {
    StepsConfig.Engine limits = config.engine();
    return new DuckDbEngine(
        new DuckDbSettings(
            platform.dataDir().toAbsolutePath().resolve("engine"),
            limits.memory(),
            limits.threads(),
            config.parallel(),
            limits.cacheBytes(),
            limits.timeout()));
  }

  void close(@Disposes SqlEngine engine) {
    engine.close();
  }
}
