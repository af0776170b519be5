package io.tarn.gold.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tarn.engine.SqlEngine;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.gold.tables.ForStatements;
import io.tarn.gold.tables.PreparedFiles;
import io.tarn.gold.worker.PoolSettings;
import io.tarn.gold.worker.WorkerLimits;
import io.tarn.gold.worker.WorkerPool;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;

/** The workers that compute everybody's SQL, and what makes the files they are given. */
@ApplicationScoped
class Workers {
  private static final long MEGABYTE = 1024L * 1024;
  private static final Duration WORKER_START = Duration.ofMinutes(1);

  private final Path data;

  Workers(PlatformConfig platform) {
    data = platform.dataDir().toAbsolutePath();
  }

  @Produces
  @Singleton
  @ForStatements
  SqlEngine engine(GoldConfig config) {
    return new DuckDbEngine(
        new DuckDbSettings(
            data.resolve("excerpts"),
            config.prepared().memory().asLongValue() / MEGABYTE + "MiB",
            config.workers().threads(),
            config.workers().count(),
            config.prepared().size().asLongValue(),
            config.statements().timeout()));
  }

  void close(@Disposes @ForStatements SqlEngine engine) {
    engine.close();
  }

  @Produces
  @Singleton
  PreparedFiles prepared(GoldConfig config) {
    return new PreparedFiles(data.resolve("prepared"), config.prepared().size().asLongValue());
  }

  @Produces
  @Singleton
  @Startup
  WorkerPool workers(GoldConfig config, MeterRegistry metrics) {
    GoldConfig.Workers workers = config.workers();
    WorkerLimits limits =
        new WorkerLimits(
            workers.memory().asLongValue(),
            workers.resident().asLongValue(),
            workers.spill().asLongValue(),
            config.statements().answer().asLongValue(),
            workers.threads(),
            WORKER_START);
    WorkerPool pool =
        WorkerPool.start(
            new PoolSettings(
                data.resolve("workers"),
                workers.count(),
                workers.queue(),
                workers.patience(),
                limits));
    metrics.gauge("tarn.gold.workers", pool, WorkerPool::workers);
    metrics.gauge("tarn.gold.workers.idle", pool, WorkerPool::idle);
    metrics.gauge("tarn.gold.statements.waiting", pool, WorkerPool::waiting);
    return pool;
  }

  void close(@Disposes WorkerPool pool) {
    pool.close();
  }
}
