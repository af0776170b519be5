package io.tarn.service.steps;

import io.tarn.service.CatalogClient;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the catalog answers: without it no step can run. */
@Readiness
@ApplicationScoped
class StepsHealth implements HealthCheck {
  private final CatalogClient catalog;

  StepsHealth(CatalogClient catalog) {
    this.catalog = catalog;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      catalog.manifests("Table");
      return HealthCheckResponse.up("catalog-service");
    } catch (RuntimeException away) {
      return HealthCheckResponse.named("catalog-service")
          .down()
          .withData("why", String.valueOf(away.getMessage()))
          .build();
    }
  }
}
