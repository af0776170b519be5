package io.tarn.ingest.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.ingest.AuditTrail;
import io.tarn.ingest.Servers;
import io.tarn.model.TableName;
import io.tarn.model.event.Accessed;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is pushed, and what somebody tried to push, is on the audit topic. */
@RealServers
@QuarkusTest
@QuarkusTestResource(RealCatalog.class)
class PushAuditIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PUSHES = 20;

  @ConfigProperty(name = "tarn.catalog-url")
  URI catalog;

  private final TableName source = new TableName("push", "bronze", Servers.unique("orders"));
  private final AuditTrail trail = new AuditTrail();

  @BeforeEach
  void source() {
    new Platform(catalog).declare("push", source.table());
  }

  @AfterEach
  void close() {
    trail.close();
  }

  @Test
  void a_push_is_written_down_at_once_and_later_how_many_records_came_in_all() {
    push("engineer", 202);
    await().atMost(LONG).until(() -> !trail.about(source).isEmpty());
    for (int i = 1; i < PUSHES; i++) {
      push("engineer", 202);
    }

    await().atMost(LONG).until(() -> told() == PUSHES);
    List<Accessed> events = trail.about(source);
    assertThat(events).hasSizeLessThan(PUSHES);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.principal()).isEqualTo("user:engineer");
              assertThat(event.actor()).isEqualTo("client:tarn-cli");
              assertThat(event.action()).isEqualTo("MODIFY");
              assertThat(event.allowed()).isTrue();
              assertThat(event.remoteAddress()).isEqualTo("127.0.0.1");
              assertThat(event.policyVersion()).isNotNull();
            });
    assertThat(events.getFirst().rows()).isNull();
    assertThat(events.get(1).reason()).contains(events.getFirst().eventId());
  }

  @Test
  void each_refused_push_is_written_down() {
    push("analyst", 403);
    push("analyst", 403);

    await().atMost(LONG).until(() -> trail.about(source).size() == 2);
    assertThat(trail.about(source))
        .allSatisfy(
            event -> {
              assertThat(event.principal()).isEqualTo("user:analyst");
              assertThat(event.allowed()).isFalse();
              assertThat(event.rows()).isNull();
            });
  }

  private void push(String person, int status) {
    given()
        .auth()
        .oauth2(Tokens.ofUser(person))
        .body("x")
        .post("/push/" + source.table())
        .then()
        .statusCode(status);
  }

  private long told() {
    return trail.about(source).stream()
        .filter(event -> event.rows() != null)
        .mapToLong(Accessed::rows)
        .sum();
  }
}
