package io.tarn.ingest.sources;

import io.tarn.ingest.messaging.RawTopics;
import io.tarn.service.CatalogClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when Kafka and the catalog answer. Live unless a writer's thread has died: one that fails
 * and tries again is alive, and a restart would not help it.
 */
@ApplicationScoped
class SourceHealth {
  private final Sources sources;
  private final RawTopics topics;
  private final CatalogClient catalog;

  SourceHealth(Sources sources, RawTopics topics, CatalogClient catalog) {
    this.sources = sources;
    this.topics = topics;
    this.catalog = catalog;
  }

  @Produces
  @Readiness
  HealthCheck kafka() {
    return () -> answers("Kafka", topics::ping);
  }

  @Produces
  @Readiness
  HealthCheck catalog() {
    return () -> answers("catalog-service", () -> catalog.manifests("Source"));
  }

  private static HealthCheckResponse answers(String part, Runnable question) {
    try {
      question.run();
      return HealthCheckResponse.up(part);
    } catch (RuntimeException e) {
      return HealthCheckResponse.named(part)
          .down()
          .withData("why", String.valueOf(e.getMessage()))
          .build();
    }
  }

  @Produces
  @Liveness
  HealthCheck writers() {
    return () -> {
      HealthCheckResponseBuilder health = HealthCheckResponse.named("writers").up();
      for (Sources.State state : sources.states()) {
        if (!state.alive()) {
          health.down().withData(state.manifest().name(), "its writer has died");
        } else {
          state
              .progress()
              .trouble()
              .ifPresent(why -> health.withData(state.manifest().name(), why));
        }
      }
      return health.build();
    };
  }
}
