package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.ChainHead;
import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.model.event.Accessed;
import io.tarn.testing.RealServers;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Everything that was done or refused is in a table, in a chain that shows when it was touched. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Shop shop = new Shop();

  @Inject AuditTable table;

  @TestHTTPResource("/")
  URI service;

  @ConfigProperty(name = "tarn.catalog.audit.topic")
  String topic;

  @Test
  @Order(1)
  void acts_and_refusals_are_on_record_for_officers_once_they_may_read_it() {
    Api engineer = Api.as("engineer");
    engineer.apply(shop.source(), shop.silver()).statusCode(200);
    engineer.grant(shop.table("silver"), "SELECT", "group:analysts").statusCode(200);
    engineer.revoke(shop.table("silver"), "SELECT", "group:analysts").statusCode(204);
    engineer
        .request()
        .body(Map.of("securable", shop.table("silver"), "owner", "user:engineer"))
        .put("/api/v1/owners")
        .then()
        .statusCode(200);
    Api.as("analyst").grant(shop.table("bronze"), "SELECT", "user:analyst").statusCode(403);
    String namespaces = "/iceberg/v1/" + shop.catalog + "/namespaces";
    engineer
        .request()
        .body("{\"namespace\": [\"lab\"], \"properties\": {}}")
        .post(namespaces)
        .then()
        .statusCode(200);
    engineer.delete(namespaces + "/lab").statusCode(204);
    engineer.get("/api/v1/runs?table=" + shop.table("silver.orders")).statusCode(200);
    engineer
        .get("/api/v1/lineage/%s/columns/id/impact".formatted(shop.table("silver.orders")))
        .statusCode(200);
    Api officer = Api.as("officer");
    officer.get("/api/v1/audit").statusCode(403);

    engineer.letUse("system", "group:officers");
    engineer.grant("system.audit", "SELECT", "group:officers").statusCode(200);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                officer
                    .get("/api/v1/audit?principal=user:analyst")
                    .statusCode(200)
                    .body(
                        "find { it.securables == ['%s'] }.allowed".formatted(shop.table("bronze")),
                        equalTo(false))
                    .body(
                        "find { it.securables == ['%s'] }.reason".formatted(shop.table("bronze")),
                        containsString("nobody granted MANAGE")));
    officer
        .get("/api/v1/audit?securable=" + shop.table("silver"))
        .body("action", hasItem("GRANT"))
        .body("action", hasItem("REVOKE"))
        .body("find { it.action == 'CHANGE OWNER' }.reason", endsWith("belongs to user:engineer"))
        .body("principal", hasItem("user:engineer"));
    officer
        .get("/api/v1/audit?securable=" + shop.table("lab"))
        .body("action", containsInAnyOrder("CREATE NAMESPACE", "DROP NAMESPACE"));
    officer
        .get("/api/v1/audit?securable=" + shop.table("silver.orders"))
        .body("action", hasItem("READ HISTORY"))
        .body("action", hasItem("READ LINEAGE"));
    officer
        .get("/api/v1/audit/verification")
        .body("intact", equalTo(true))
        .body("firstBroken", equalTo(null))
        .body("events", greaterThan(4));
    officer.get("/api/v1/audit?securable=x' OR '1'='1").statusCode(200).body("size()", equalTo(0));
  }

  @Test
  @Order(2)
  void events_of_any_service_are_chained_once_and_one_that_cannot_be_read_is_not_left_out() {
    String id = UUID.randomUUID().toString();

    new Topic(topic)
        .send(
            List.of(
                "{\"eventId\":\"%s\",\"at\":\"2026-11-25T01:00:00.123456789Z\",\"principal\":\"user:x\",\"service\":\"gold-service\",\"action\":\"SELECT\",\"securables\":[\"a.b.c\"],\"allowed\":true,\"query\":\"SELECT 'ü'\\n\\u0000\",\"rows\":3}"
                    .formatted(id),
                "this is no event"));

    List<ChainedEvent> newest =
        await()
            .atMost(PATIENCE)
            .until(
                () -> table.newest(new AuditTable.Filter(Optional.empty(), Optional.empty(), 100)),
                events ->
                    events.stream().anyMatch(event -> event.event().action().equals("UNREADABLE")));
    assertThat(newest).filteredOn(event -> event.event().eventId().equals(id)).hasSize(1);
    assertThat(newest).filteredOn(event -> event.event().action().equals("UNREADABLE")).hasSize(1);
    assertThat(newest).allMatch(ChainedEvent::isAsHashed);
  }

  @Test
  @Order(3)
  void events_tell_through_which_client_and_from_where_and_only_a_trusted_proxy_is_believed() {
    String forged = "203.0.113.66";
    FromElsewhere.untrusted(service, forged).refusedGrant(shop.table("gold"));
    FromElsewhere.proxied(service, "203.0.113.7").refusedGrant(shop.table("silver"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(refusals())
                    .extracting(event -> event.securables().getFirst(), Accessed::remoteAddress)
                    .contains(
                        tuple(shop.table("gold"), "127.0.0.1"),
                        tuple(shop.table("silver"), "203.0.113.7")));
    assertThat(refusals())
        .allSatisfy(event -> assertThat(event.actor()).isEqualTo("client:tarn-cli"))
        .noneSatisfy(event -> assertThat(event.remoteAddress()).isEqualTo(forged));
  }

  private List<Accessed> refusals() {
    return table
        .newest(new AuditTable.Filter(Optional.empty(), Optional.of("user:scientist"), 100))
        .stream()
        .map(ChainedEvent::event)
        .filter(event -> !event.allowed())
        .toList();
  }

  @Test
  @Order(4)
  void a_forged_event_that_was_put_into_the_table_is_named() {
    AuditTable.Progress progress = table.progress();
    Accessed forged =
        new Accessed(
            "forged",
            Instant.now(),
            "user:nobody",
            "gold-service",
            "SELECT",
            List.of(),
            true,
            "",
            null,
            null,
            null,
            null,
            null);
    ChainHead stale = new ChainHead(progress.head().position(), "f".repeat(64));
    table.append(
        List.of(ChainedEvent.after(stale, forged, progress.end())), progress.end(), progress.end());

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                Api.as("engineer")
                    .get("/api/v1/audit/verification")
                    .body("intact", equalTo(false))
                    .body("firstBroken.eventId", equalTo("forged"))
                    .body("firstBroken.kind", equalTo("reordered")));
  }
}
