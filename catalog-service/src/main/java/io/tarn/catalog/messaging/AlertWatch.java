package io.tarn.catalog.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.alert.AccessAlerts;
import io.tarn.catalog.domain.alert.AlertBoard;
import io.tarn.catalog.domain.alert.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at the alerts once a second. */
@ApplicationScoped
class AlertWatch {
  private final Alerts alerts;
  private final AccessAlerts accesses;
  private final AlertBoard board;
  private final Transactions transactions;
  private final CatalogConfig config;
  private final AtomicLong firing = new AtomicLong();
  private Pulse pulse;

  AlertWatch(
      Alerts alerts,
      AccessAlerts accesses,
      AlertBoard board,
      Transactions transactions,
      CatalogConfig config,
      MeterRegistry metrics) {
    this.alerts = alerts;
    this.accesses = accesses;
    this.board = board;
    this.transactions = transactions;
    this.config = config;
    Gauge.builder("tarn.alerts.firing", firing, AtomicLong::get)
        .description("Alerts that fire now")
        .register(metrics);
  }

  void start(@Observes StartupEvent started) {
    pulse = Pulse.start("alert-watch", config.alerts().period(), this::look);
  }

  void stop(@Observes ShutdownEvent stopping) {
    pulse.close();
  }

  private void look() {
    transactions.run(
        () -> {
          alerts.look();
          accesses.look();
          return null;
        });
    firing.set(board.firing());
  }
}
