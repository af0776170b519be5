package io.tarn.ingest.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tarn.ingest.BronzeContent;
import io.tarn.ingest.Servers;
import io.tarn.model.TableName;
import io.tarn.tables.Lakehouse;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a whole, with the real catalog-service, Kafka, store and Keycloak around it. */
@RealServers
@QuarkusTest
@QuarkusTestResource(RealCatalog.class)
class PushIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Inject Lakehouse lakehouse;

  @ConfigProperty(name = "tarn.catalog-url")
  URI catalog;

  @TempDir Path scratch;

  private final TableName source = new TableName("push", "bronze", Servers.unique("orders"));
  private Platform platform;
  private BronzeContent bronze;

  @BeforeEach
  void source() {
    platform = new Platform(catalog);
    platform.declare("push", source.table());
    bronze = new BronzeContent(lakehouse, source, scratch);
  }

  @Test
  void a_pushed_event_is_answered_with_its_offset_and_stands_in_bronze_byte_for_byte() {
    byte[] payload = "{\"price\": \"$1,299.00\"}\u0000é".getBytes(UTF_8);
    byte[] notText = {(byte) 0xff, '"', 0};

    push("engineer", "application/json", payload)
        .statusCode(202)
        .body("source", equalTo(source.toString()))
        .body("records", hasSize(1));
    push("engineer", "application/octet-stream", notText).statusCode(202);
    push("engineer", "text/plain", new byte[0]).statusCode(202);

    await().atMost(LONG).until(() -> bronze.count() == 3);
    assertThat(bronze.select("coalesce(hex(encode(payload)), hex(payload_bytes))"))
        .containsExactlyInAnyOrder(hex(payload), hex(notText), "");
    assertThat(bronze.select("headers['x-shop'] || ' ' || headers['ce_id']"))
        .containsOnly("vt event-7");
    assertThat(bronze.select("headers::VARCHAR")).allMatch(all -> !all.contains("uthorization"));
  }

  @Test
  void each_line_of_ndjson_is_a_record() {
    push("engineer", "application/x-ndjson", "{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}".getBytes(UTF_8))
        .statusCode(202)
        .body("records.offset", contains(0, 1, 2));

    await().atMost(LONG).until(() -> bronze.count() == 3);
    assertThat(bronze.select("payload")).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
  }

  @Test
  void nobody_pushes_without_modify_and_a_grant_helps_at_once() {
    given().body("x").post("/push/" + source.table()).then().statusCode(401);
    push("analyst", "text/plain", new byte[] {'x'})
        .statusCode(403)
        .contentType("application/problem+json")
        .body("detail", containsString("MODIFY"));

    platform.apply(
        """
        kind: Policy
        name: %1$s
        on: %2$s
        grant: { MODIFY: [user:analyst] }
        ---
        kind: Policy
        name: %1$s-is-used
        on: %3$s
        grant: { USE CATALOG: [user:analyst], USE NAMESPACE: [user:analyst] }
        """
            .formatted(source.table(), source, source.catalog()));

    await()
        .atMost(LONG)
        .untilAsserted(() -> push("analyst", "text/plain", new byte[] {'y'}).statusCode(202));
    await().atMost(LONG).until(() -> bronze.count() >= 1);
    assertThat(bronze.select("payload")).containsOnly("y");
  }

  @Test
  void sources_come_and_go_while_the_service_runs() {
    String other = Servers.unique("later");
    given()
        .auth()
        .oauth2(Tokens.ofUser("engineer"))
        .body("x")
        .post("/push/" + other)
        .then()
        .statusCode(404)
        .body("hint", containsString("/" + other));

    platform.declare("push", other);
    await().atMost(LONG).untilAsserted(() -> pushTo(other).statusCode(202));
    platform.remove("Source", "push.bronze." + other);

    await().atMost(LONG).untilAsserted(() -> pushTo(other).statusCode(404));
  }

  @Test
  void what_is_too_large_is_refused_with_the_limit() {
    push("engineer", "application/json", new byte[1_000_001])
        .statusCode(413)
        .body("detail", equalTo("A record may have 1000000 bytes, this one has 1000001"));
    push("engineer", "application/json", new byte[17_000_000])
        .statusCode(413)
        .body("detail", containsString("A request may have 16777216 bytes"));
    push("engineer", "application/x-ndjson", "1\n".repeat(100_001).getBytes(UTF_8))
        .statusCode(413)
        .body("detail", equalTo("A request may have 100000 records, this one has more"));
  }

  @Test
  void progress_is_shown_to_those_who_may_see_the_source() {
    push("engineer", "text/plain", new byte[] {'x'}).statusCode(202);
    String state = "find { it.source == '%s' }.".formatted(source);

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                sources("engineer")
                    .body(state + "acceptedRecords", equalTo(1))
                    .body(state + "lagRecords", equalTo(0))
                    .body(state + "path", equalTo("/" + source.table())));
    sources("analyst").body("source", not(hasItem(source.toString())));
  }

  private ValidatableResponse push(String person, String contentType, byte[] body) {
    return given()
        .auth()
        .oauth2(Tokens.ofUser(person))
        .config(
            io.restassured.RestAssured.config()
                .encoderConfig(
                    io.restassured.config.EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(
                            "application/x-ndjson", io.restassured.http.ContentType.BINARY)))
        .headers(Map.of("X-Shop", "vt", "ce-id", "event-7", "Content-Type", contentType))
        .body(body)
        .post("/push/" + source.table())
        .then();
  }

  private static ValidatableResponse pushTo(String path) {
    return given().auth().oauth2(Tokens.ofUser("engineer")).body("x").post("/push/" + path).then();
  }

  private static ValidatableResponse sources(String person) {
    return given().auth().oauth2(Tokens.ofUser(person)).get("/api/v1/sources").then();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
