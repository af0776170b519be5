package io.tarn.ingest.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tarn.ingest.Servers;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** ingest-service while no Kafka can be reached but that of the audit log. */
@RealServers
@QuarkusTest
@TestProfile(KafkaAwayIT.Away.class)
@QuarkusTestResource(RealCatalog.class)
class KafkaAwayIT {
  /** Port 1 of this machine, where nobody listens. */
  public static class Away implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kafka.bootstrap.servers",
          "127.0.0.1:1",
          "mp.messaging.outgoing.audit.bootstrap.servers",
          Objects.requireNonNullElse(System.getenv("KAFKA_BOOTSTRAP_SERVERS"), ""));
    }
  }

  @ConfigProperty(name = "tarn.catalog-url")
  URI catalog;

  @Test
  void a_push_is_told_to_come_again_and_the_service_is_not_ready_but_lives() {
    String table = Servers.unique("orders");
    new Platform(catalog).declare("push", table);

    // The announcement of the source is lost with Kafka: it is seen when next looked up.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                given()
                    .auth()
                    .oauth2(Tokens.ofUser("engineer"))
                    .body("x")
                    .post("/push/" + table)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("detail", containsString("Kafka")));

    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.find { it.name == 'Kafka' }.status", equalTo("DOWN"))
        .body("checks.find { it.name == 'catalog-service' }.status", equalTo("UP"));
    given()
        .get("/q/health/live")
        .then()
        .body("checks.find { it.name == 'writers' }.status", equalTo("UP"));
  }
}
