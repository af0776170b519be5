package io.tarn.catalog.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.openlineage.ExportQueue;
import io.tarn.catalog.domain.openlineage.Exports;
import io.tarn.catalog.domain.openlineage.LineageExport;
import io.tarn.catalog.messaging.LineageReceiver.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells others of commits and runs, in order, each at least once: what was not delivered stays in
 * the queue, and the next attempt comes after a pause that doubles. Commits never wait for it.
 */
@ApplicationScoped
class LineageSender {
  private static final Logger LOG = Logger.getLogger(LineageSender.class);
  private static final int BATCH = 100;

  /** A transaction is open meanwhile. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(10);

  private final ExportQueue queue;
  private final Exports exports;
  private final Transactions transactions;
  private final CatalogConfig.OpenLineage config;
  private final Counter refused;
  private volatile ExportQueue.Backlog backlog = new ExportQueue.Backlog(0, Optional.empty());
  private LineageReceiver receiver;
  private Pulse pulse;
  private Duration pause;
  private Instant due = Instant.MIN;

  LineageSender(
      ExportQueue queue,
      Exports exports,
      Transactions transactions,
      CatalogConfig config,
      MeterRegistry metrics) {
    this.queue = queue;
    this.exports = exports;
    this.transactions = transactions;
    this.config = config.openlineage();
    this.pause = this.config.period();
    Gauge.builder("tarn.catalog.openlineage.backlog", () -> backlog.size())
        .description("Commits and runs that are still to be told as OpenLineage")
        .register(metrics);
    Gauge.builder("tarn.catalog.openlineage.lag", this::lag)
        .description("Age of the oldest of them")
        .baseUnit("seconds")
        .register(metrics);
    this.refused =
        Counter.builder("tarn.catalog.openlineage.refused")
            .description("Those that the receiver will not take, set aside")
            .register(metrics);
  }

  void start(@Observes StartupEvent started) {
    config
        .url()
        .ifPresent(
            url -> {
              receiver = new LineageReceiver(url, config);
              pulse = Pulse.start("lineage-sender", config.period(), this::sendWhenDue);
            });
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (pulse != null) {
      pulse.close();
      receiver.close();
    }
  }

  private void sendWhenDue() {
    if (Instant.now().isBefore(due)) {
      return;
    }
    Turn turn = transactions.run(this::turn);
    while (turn == Turn.MORE) {
      turn = transactions.run(this::turn);
    }
    backlog = queue.backlog();
    if (turn == Turn.AWAY) {
      due = Instant.now().plus(pause);
      LOG.warnf("%d wait to be told as OpenLineage: %s", backlog.size(), receiver.answer());
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(config.longestPause()) < 0 ? pause : config.longestPause();
    } else {
      pause = config.period();
    }
  }

  /** How a turn ended. */
  private enum Turn {
    MORE,
    DONE,
    AWAY
  }

  private Turn turn() {
    Instant end = Instant.now().plus(LONGEST_TURN);
    int sent = 0;
    for (LineageExport export : queue.takeTurn(BATCH)) {
      if (Instant.now().isAfter(end)) {
        return Turn.MORE;
      }
      if (!isSettled(export)) {
        return Turn.AWAY;
      }
      sent++;
    }
    return sent == BATCH ? Turn.MORE : Turn.DONE;
  }

  private boolean isSettled(LineageExport export) {
    for (Map<String, Object> event : exports.events(export)) {
      Outcome outcome = receiver.send(event);
      if (outcome == Outcome.away) {
        return false;
      }
      if (outcome == Outcome.refused) {
        LOG.errorf("OpenLineage of %s is set aside: %s", export.table(), receiver.answer());
        refused.increment();
        queue.refused(export, receiver.answer());
        return true;
      }
    }
    queue.done(export);
    return true;
  }

  private double lag() {
    return backlog
        .oldest()
        .map(oldest -> Duration.between(oldest, Instant.now()).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
