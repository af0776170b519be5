package io.tarn.gold.config;

import io.tarn.gold.worker.WorkerPool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when there is a process that can run statements. */
@Readiness
@ApplicationScoped
class WorkersHealth implements HealthCheck {
  private final WorkerPool pool;

  WorkersHealth(WorkerPool pool) {
    this.pool = pool;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("workers")
        .status(pool.workers() > 0)
        .withData("workers", pool.workers())
        .withData("idle", pool.idle())
        .build();
  }
}
