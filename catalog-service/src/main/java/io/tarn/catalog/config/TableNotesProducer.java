package io.tarn.catalog.config;

import io.quarkus.arc.DefaultBean;
import io.tarn.catalog.domain.TableNotes;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nothing is known of a table where no manifests are kept. */
class TableNotesProducer {
  @Produces
  @DefaultBean
  @ApplicationScoped
  TableNotes none() {
    return new TableNotes() {
      @Override
      public Map<String, Set<String>> tags(TableName table) {
        return Map.of();
      }

      @Override
      public Optional<RunEnded> lastRun(TableName table) {
        return Optional.empty();
      }

      @Override
      public Optional<Duration> freshnessTarget(TableName table) {
        return Optional.empty();
      }
    };
  }
}
