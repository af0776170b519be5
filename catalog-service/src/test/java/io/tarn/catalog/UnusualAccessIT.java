package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.watch.ProfileStore;
import io.tarn.model.event.Accessed;
import io.tarn.model.json.Json;
import io.tarn.testing.RealServers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Who does what he never did before sets off an alert that names him. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class UnusualAccessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Shop shop = new Shop();

  @Inject ProfileStore profiles;

  @ConfigProperty(name = "tarn.catalog.audit.topic")
  String topic;

  @Test
  void refused_again_and_again() {
    Api scientist = Api.as("scientist");
    for (int i = 0; i < 10; i++) {
      scientist.grant(shop.table("silver.orders"), "SELECT", "user:scientist").statusCode(403);
    }

    awaitAlert(
        "unusual-access/user:scientist/refusals",
        "user:scientist was refused 10 times within 5m, last MANAGE on "
            + shop.table("silver.orders"));
    scientist.get("/api/v1/alerts").body("name", not(hasItem(containsString("unusual-access"))));
  }

  @Test
  void rows_far_beyond_the_past() {
    String user = "user:" + shop.catalog;
    Instant now = Instant.now();
    Accessed yesterday = read(user, now.minus(Duration.ofDays(1)), 20_000);
    Accessed today = read(user, now, 200_000);

    tell(yesterday, today);
    awaitProfile(user, 200_000);
    Api.as("engineer").get("/api/v1/alerts").body("name", not(hasItem(containsString(user))));
    tell(read(user, now, 1));

    awaitAlert(
        "unusual-access/%s/rows".formatted(user),
        "%s read 200001 rows on %s; the most on an earlier day was 20000"
            .formatted(user, LocalDate.ofInstant(now, ZoneOffset.UTC)));
    assertThat(profiles.profile(user).orElseThrow().rows().values())
        .containsExactly(20_000L, 200_001L);
  }

  private void awaitProfile(String user, long rows) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                profiles
                    .profile(user)
                    .filter(profile -> profile.rows().containsValue(rows))
                    .isPresent());
  }

  private static void awaitAlert(String name, String detail) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                Api.as("engineer")
                    .get("/api/v1/alerts")
                    .body("find { it.name == '%s' }.state".formatted(name), equalTo("firing"))
                    .body(
                        "find { it.name == '%s' }.detail".formatted(name),
                        allOf(containsString(detail), containsString("audit event"))));
  }

  private void tell(Accessed... events) {
    new Topic(topic)
        .send(Arrays.stream(events).map(each -> Json.MAPPER.valueToTree(each).toString()).toList());
  }

  private static Accessed read(String user, Instant at, long rows) {
    return new Accessed(
        UUID.randomUUID().toString(),
        at,
        user,
        "gold-service",
        "SELECT",
        List.of("retail.gold.daily_sales"),
        true,
        "granted",
        "SELECT * FROM retail.gold.daily_sales",
        rows,
        1L,
        "127.0.0.1",
        "client:console");
  }
}
