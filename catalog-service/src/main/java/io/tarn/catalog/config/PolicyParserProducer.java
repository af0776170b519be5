package io.tarn.catalog.config;

import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.PolicyParser;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the SQL of policies; it runs none. */
class PolicyParserProducer {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Produces
  @Singleton
  PolicyParser policies(PlatformConfig config) {
    Path folder = config.dataDir().resolve("policies");
    return new PolicyParser(new DuckDbSettings(folder, "64MB", 1, 1, 0, TIMEOUT));
  }

  void close(@Disposes PolicyParser parser) {
    parser.close();
  }
}
