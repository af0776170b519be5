package io.tarn.local.demo;

import com.sun.net.httpserver.HttpServer;
import io.tarn.local.platform.TarnService;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An alert reaches a webhook: a table past its freshness, now that no more orders come. */
final class AlertCheck {
  private static final String NAME = "demo-sales-stand-still";
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final Lake lake;

  AlertCheck(Lake lake) {
    this.lake = lake;
  }

  void look(Stage stage) {
    BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    HttpServer webhook = webhook(calls);
    try {
      lake.apply(
          """
          kind: Alert
          name: %s
          when: { table: retail.gold.daily_sales, freshness over: 1s }
          notify: { webhook: "http://127.0.0.1:%d/alerts" }
          """
              .formatted(NAME, webhook.getAddress().getPort()));
      String call =
          Waiting.until(
              "an alert at the webhook",
              LIMIT,
              () -> Optional.ofNullable(calls.poll()).filter(body -> body.contains(NAME)));
      stage.figure("told", call);
      stage.hold("the webhook is told which table", call.contains("retail.gold.daily_sales"));
    } finally {
      remove();
      webhook.stop(0);
    }
  }

  private void remove() {
    try {
      lake.as(Lake.ENGINEER, TarnService.CATALOG).delete("/api/v1/manifests/Alert/" + NAME);
    } catch (TarnException neverApplied) {
      // The reason it was not is the one to report.
    }
  }

  private static HttpServer webhook(BlockingQueue<String> calls) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/alerts",
          exchange -> {
            try (exchange) {
              calls.add(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
              exchange.sendResponseHeaders(204, -1);
            }
          });
      server.start();
      return server;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }
}
