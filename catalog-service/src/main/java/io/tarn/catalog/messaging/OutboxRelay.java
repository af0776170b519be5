package io.tarn.catalog.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.OutboxAppended;
import io.tarn.catalog.domain.OutboxQueue;
import io.tarn.catalog.domain.StoredEvent;
import io.tarn.catalog.domain.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Takes events from the outbox to Kafka: in the order of each key, exactly those of committed
 * transactions. A row goes only after Kafka has acknowledged it, so a relay that dies in between
 * delivers again, and nothing is lost.
 */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;

  private final OutboxQueue outbox;
  private final EventPublisher publisher;
  private final Transactions transactions;
  private final CatalogConfig.Relay options;
  private final AtomicLong backlog = new AtomicLong();
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::relay);
  private volatile boolean stopped;

  @Inject
  OutboxRelay(
      OutboxQueue outbox,
      EventPublisher publisher,
      Transactions transactions,
      CatalogConfig config,
      MeterRegistry metrics) {
    this(outbox, publisher, transactions, config.relay(), metrics);
  }

  OutboxRelay(
      OutboxQueue outbox,
      EventPublisher publisher,
      Transactions transactions,
      CatalogConfig.Relay options,
      MeterRegistry metrics) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.transactions = transactions;
    this.options = options;
    Gauge.builder("tarn.catalog.outbox.backlog", backlog, AtomicLong::doubleValue)
        .description("Events that are committed and not yet on Kafka")
        .register(metrics);
  }

  void start(@Observes StartupEvent started) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    stopped = true;
    calls.release();
    thread.join(Duration.ofSeconds(5));
  }

  /** Wakes the relay as soon as a transaction with events is committed. */
  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxAppended appended) {
    calls.release();
  }

  private void relay() {
    while (!stopped) {
      boolean sent = false;
      try {
        sent = drain();
      } catch (RuntimeException failure) {
        LOG.warnf("Events are kept and will be sent later: %s", failure);
      }
      await(sent ? options.pause() : Duration.ZERO);
    }
  }

  private void await(Duration rest) {
    try {
      Thread.sleep(rest);
      if (calls.tryAcquire(options.period().toMillis(), TimeUnit.MILLISECONDS)) {
        calls.drainPermits();
      }
    } catch (InterruptedException asked) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes all there is, and says whether there was something. */
  boolean drain() {
    try {
      boolean some = false;
      int sent;
      do {
        sent = transactions.run(this::publishSome);
        some |= sent > 0;
        backlog.set(sent == BATCH ? outbox.backlog() : 0);
      } while (!stopped && sent == BATCH);
      return some;
    } catch (RuntimeException notPublished) {
      backlog.set(outbox.backlog());
      throw notPublished;
    }
  }

  private int publishSome() {
    List<StoredEvent> events = outbox.take(BATCH);
    if (!events.isEmpty()) {
      publisher.publish(events);
    }
    return events.size();
  }
}
