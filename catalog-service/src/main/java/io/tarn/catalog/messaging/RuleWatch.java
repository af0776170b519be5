package io.tarn.catalog.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.permission.RuleBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Looks several times a second whether another replica changed the rules. */
@ApplicationScoped
class RuleWatch {
  private final RuleBook book;
  private final CatalogConfig config;
  private Pulse pulse;

  RuleWatch(RuleBook book, CatalogConfig config) {
    this.book = book;
    this.config = config;
  }

  void start(@Observes StartupEvent started) {
    pulse = Pulse.start("rule-watch", config.rules().period(), book::refresh);
  }

  void stop(@Observes ShutdownEvent stopping) {
    pulse.close();
  }
}
