package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tarn.testing.RealServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stale table reaches a webhook, also one that does not listen at once. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class AlertsIT {
  private final Shop shop = new Shop();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger deafFor = new AtomicInteger();
  private HttpServer webhook;

  @BeforeEach
  void listen() throws IOException {
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/alerts",
        exchange -> {
          boolean deaf = deafFor.getAndDecrement() > 0;
          if (!deaf) {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          }
          exchange.sendResponseHeaders(deaf ? 503 : 204, -1);
          exchange.close();
        });
    webhook.start();
  }

  @AfterEach
  void hangUp() {
    webhook.stop(0);
  }

  @Test
  void a_stale_table_is_told_to_a_webhook_that_first_does_not_listen() {
    deafFor.set(1);
    Api engineer = Api.as("engineer");

    engineer.apply(shop.source(), alert()).statusCode(200);

    await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 1);
    assertThat(heard.getFirst())
        .contains("\"alert\":\"%s-stale\"".formatted(shop.catalog), "\"state\":\"firing\"");
    engineer
        .get("/api/v1/alerts")
        .body("find { it.name == '%s-stale' }.state".formatted(shop.catalog), equalTo("firing"));
    RestAssured.get("/q/metrics").then().body(containsString("tarn_alerts_firing"));
  }

  @Test
  void who_may_not_see_the_table_does_not_see_its_alert() {
    Api engineer = Api.as("engineer");
    engineer.apply(shop.source(), alert()).statusCode(200);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> engineer.get("/api/v1/alerts").body("name", hasItem(shop.catalog + "-stale")));

    Api.as("analyst").get("/api/v1/alerts").body("name", not(hasItem(shop.catalog + "-stale")));
  }

  private String alert() {
    return """
        kind: Alert
        name: %1$s-stale
        when: { table: %1$s.bronze.orders, freshness over: 1s }
        notify: { webhook: "http://127.0.0.1:%2$d/alerts" }
        """
        .formatted(shop.catalog, webhook.getAddress().getPort());
  }
}
