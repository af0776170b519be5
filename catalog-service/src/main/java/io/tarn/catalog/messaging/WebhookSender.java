package io.tarn.catalog.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.alert.NoticeQueue;
import io.tarn.catalog.domain.alert.NoticeQueue.DueNotice;
import io.tarn.catalog.domain.alert.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells webhooks of alerts, again and again until one listens or it has become pointless. */
@ApplicationScoped
class WebhookSender {
  private static final Logger LOG = Logger.getLogger(WebhookSender.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final NoticeQueue queue;
  private final Webhooks allowed;
  private final CatalogConfig config;

  /** Follows no redirect: only the address that was declared was checked. */
  private final HttpClient http;

  private Pulse pulse;

  WebhookSender(NoticeQueue queue, Webhooks allowed, CatalogConfig config) {
    this.queue = queue;
    this.allowed = allowed;
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.alerts().timeout())
            .build();
  }

  void start(@Observes StartupEvent started) {
    pulse = Pulse.start("webhook-sender", PAUSE, this::sendDue);
  }

  void stop(@Observes ShutdownEvent stopping) {
    pulse.close();
    http.shutdownNow();
  }

  private void sendDue() {
    Optional<DueNotice> due = queue.take();
    while (due.isPresent()) {
      send(due.get());
      due = queue.take();
    }
  }

  private void send(DueNotice notice) {
    Optional<String> failure = allowed.refusal(notice.webhook()).or(() -> post(notice));
    if (failure.isEmpty()) {
      queue.done(notice);
    } else if (notice.attempts() >= config.alerts().attempts()) {
      LOG.errorf("Nobody was told of alert %s, given up: %s", notice.alert(), failure.get());
      queue.done(notice);
    } else {
      LOG.warnf("Alert %s, attempt %d: %s", notice.alert(), notice.attempts(), failure.get());
    }
  }

  private Optional<String> post(DueNotice notice) {
    HttpRequest request =
        HttpRequest.newBuilder(notice.webhook())
            .timeout(config.alerts().timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(notice.body()))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2
          ? Optional.empty()
          : Optional.of("%s answered %d".formatted(notice.webhook(), status));
    } catch (IOException unreachable) {
      return Optional.of("%s: %s".formatted(notice.webhook(), unreachable));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.of("the service is stopping");
    }
  }
}
