package io.tarn.catalog.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.Pace;
import io.tarn.catalog.domain.watch.AccessWatch;
import io.tarn.service.KafkaBrokers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Keeps one consumer of the audit topic running, whatever happens to it. */
@ApplicationScoped
class AuditConsumer {
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final AuditTable table;
  private final AccessWatch watch;
  private final CatalogConfig config;
  private final KafkaBrokers brokers;
  private Pulse pulse;

  AuditConsumer(AuditTable table, AccessWatch watch, CatalogConfig config, KafkaBrokers brokers) {
    this.table = table;
    this.watch = watch;
    this.config = config;
    this.brokers = brokers;
  }

  void start(@Observes StartupEvent started) {
    pulse = Pulse.start("audit-consumer", PAUSE_AFTER_FAILURE, this::consume);
  }

  void stop(@Observes ShutdownEvent stopping) {
    pulse.close();
  }

  private void consume() {
    CatalogConfig.Audit audit = config.audit();
    Pace pace = new Pace(audit.period(), audit.longestPeriod());
    AuditTopic.create(brokers.settings(), audit.topic());
    try (AuditTopic topic =
        new AuditTopic(brokers.settings(), audit.topic(), pace.shortest().dividedBy(4))) {
      new AuditChaining(topic, table, watch, pace).run();
    }
  }
}
