package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that enforces filters and masks itself is told them, and nobody else is. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class TrustedEnginesIT {
  private static final Map<String, ?> MASKED = Map.of("action", "replace-with-null", "field-id", 2);
  private static final Schema ORDERS =
      new Schema(
          NestedField.optional(1, "id", Types.StringType.get()),
          NestedField.optional(2, "customer", Types.StringType.get()));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static String engine;

  private final Shop shop = new Shop();
  private Api engineer;

  @TestHTTPResource("/")
  URI service;

  @Inject AuditTable audit;

  @BeforeAll
  static void makeTheEngine() {
    engine =
        client(ConfigProvider.getConfig().getValue("tarn.catalog.trusted-engines", String.class));
  }

  @BeforeEach
  void hideSomeOrdersAndAllNames() throws IOException {
    engineer = Api.as("engineer");
    engineer
        .apply(
            shop.source(),
            shop.silver(),
            shop.namesAreMasked(),
            filter("customer <> current_user() OR is_member('scientists')"))
        .statusCode(200);
    for (String reader : List.of("group:analysts", "group:scientists", "service:" + engine)) {
      engineer.letUse(shop.catalog, reader);
      engineer.grant(shop.table("silver"), "SELECT", reader).statusCode(200);
    }
    try (IcebergClient client =
        new IcebergClient(service, shop.catalog, Tokens.ofService("transform-service"))) {
      client.catalog().createTable(TableIdentifier.of("silver", "orders"), ORDERS);
    }
  }

  @Test
  void a_trusted_engine_gets_the_table_and_what_to_keep_from_its_user() {
    by(engine, "analyst")
        .request()
        .header("X-Iceberg-Access-Delegation", "remote-signing,vended-credentials")
        .get(path())
        .then()
        .statusCode(200)
        .header("ETag", nullValue())
        .header("Cache-Control", "no-store")
        .body("metadata.table-uuid", notNullValue())
        .body("metadata-location", containsString(".metadata.json"))
        .body("config", nullValue())
        .body("storage-credentials", nullValue())
        .body("read-restrictions.required-column-projections", equalTo(List.of(MASKED)))
        .body("read-restrictions.required-row-filter", equalTo(isNot("analyst")));
  }

  @Test
  void its_own_account_is_under_the_policies_too() {
    load(new Api(Tokens.ofClient(engine, engine + "-secret")), "none")
        .statusCode(200)
        .body("read-restrictions.required-row-filter", equalTo(isNot("service-account-" + engine)));
  }

  @Test
  void nobody_else_gets_it() {
    load(Api.as("analyst"), "none").statusCode(403);
    Api.as("analyst")
        .request()
        .header("azp", engine)
        .header("X-Client-Id", engine)
        .get(path() + "?azp=" + engine)
        .then()
        .statusCode(403);
    load(by(engine, "officer"), "none").statusCode(403);
    load(by(client("other-" + UUID.randomUUID()), "analyst"), "none").statusCode(403);
  }

  @Test
  void the_answer_for_one_user_is_never_anothers() {
    for (int round = 0; round < 3; round++) {
      load(by(engine, "analyst"), "none")
          .body("read-restrictions.required-row-filter", equalTo(isNot("analyst")));
      load(by(engine, "scientist"), "none")
          .header("ETag", nullValue())
          .body("read-restrictions.required-row-filter", equalTo(true))
          .body("read-restrictions.required-column-projections", equalTo(List.of(MASKED)));
      load(by(engine, "engineer"), "none")
          .header("ETag", notNullValue())
          .body("read-restrictions", nullValue());
    }
  }

  @Test
  void a_policy_that_changes_changes_the_answer_and_no_known_version_outlives_it() {
    Api analyst = by(engine, "analyst");
    String whole = load(engineer, "none").extract().header("ETag");
    load(analyst, whole).statusCode(200).body("read-restrictions", notNullValue());

    engineer.apply(filter("id IN ('1', '2')")).statusCode(200);

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                load(analyst, whole)
                    .statusCode(200)
                    .body("read-restrictions.required-row-filter.type", equalTo("in"))
                    .body("read-restrictions.required-row-filter.child.id", equalTo(1)));
    engineer.delete("/api/v1/manifests/Policy/" + shop.catalog + "-some").statusCode(204);
    engineer.delete("/api/v1/manifests/Policy/" + shop.catalog + "-names").statusCode(204);
    load(analyst, "none").statusCode(200).header("ETag", whole);
    load(analyst, whole).statusCode(304);

    engineer.apply(filter("id = '1'")).statusCode(200);

    load(analyst, whole)
        .statusCode(200)
        .header("ETag", nullValue())
        .body("read-restrictions.required-row-filter.type", equalTo("eq"));
  }

  @Test
  void what_the_protocol_cannot_say_is_refused() {
    engineer.apply(filter("upper(customer) = 'X' OR true")).statusCode(200);

    load(by(engine, "analyst"), "none")
        .statusCode(403)
        .body("error.message", containsString("rows filtered by policy " + shop.catalog + "-some"))
        .body("error.message", containsString("the function upper"))
        .body("error.message", containsString("POST /sql"));
    onRecord(false, "Iceberg's protocol cannot tell an engine of this filter");
  }

  @Test
  void its_files_and_changes_stay_closed() {
    engineer.grant(shop.table("silver"), "MODIFY", "group:analysts").statusCode(200);
    String location = load(engineer, "none").extract().path("metadata.location");
    String file = location.replace("s3:/", System.getenv("TARN_S3_ENDPOINT")) + "/data/a.parquet";
    Map<String, ?> reading =
        Map.of("method", "GET", "region", "us-east-1", "uri", file, "headers", Map.of());
    Map<String, ?> change =
        Map.of(
            "identifier",
            Map.of("namespace", List.of("silver"), "name", "orders"),
            "requirements",
            List.of(),
            "updates",
            List.of(Map.of("action", "set-properties", "updates", Map.of("a", "b"))));

    opensToNobodyUnderAPolicy(path() + "/sign", reading);
    opensToNobodyUnderAPolicy("/iceberg/v1/aws/s3/sign", reading);
    opensToNobodyUnderAPolicy(path() + "/plan", Map.of());
    opensToNobodyUnderAPolicy(path(), change);
    post(by(engine, "analyst"), path() + "/tasks", Map.of("plan-task", "x"))
        .statusCode(403)
        .body("error.message", containsString("only a part of it may be seen"));
  }

  private void opensToNobodyUnderAPolicy(String path, Map<String, ?> body) {
    post(by(engine, "engineer"), path, body).statusCode(200);
    post(by(engine, "analyst"), path, body)
        .statusCode(403)
        .body("error.message", containsString("only a part of it may be seen"));
  }

  @Test
  void a_table_that_it_makes_comes_with_them_too() {
    engineer.delete(path()).statusCode(204);
    engineer.grant(shop.table("silver"), "CREATE TABLE", "group:analysts").statusCode(200);
    String creation =
        "{\"name\": \"orders\", \"schema\": %s}".formatted(SchemaParser.toJson(ORDERS));
    String key = UUID.randomUUID().toString();

    for (int time = 0; time < 2; time++) {
      by(engine, "analyst")
          .request()
          .header("Idempotency-Key", key)
          .body(creation)
          .post("/iceberg/v1/%s/namespaces/silver/tables".formatted(shop.catalog))
          .then()
          .statusCode(200)
          .body("read-restrictions.required-column-projections", equalTo(List.of(MASKED)));
    }
  }

  @Test
  void what_the_engine_was_given_is_on_record() {
    load(by(engine, "analyst"), "none").statusCode(200);

    onRecord(true, "; the engine was given these restrictions to enforce");
  }

  private void onRecord(boolean allowed, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        audit.newest(
                            new AuditTable.Filter(
                                Optional.of(shop.table("silver.orders")),
                                Optional.of("user:analyst"),
                                10)))
                    .map(ChainedEvent::event)
                    .anySatisfy(
                        event -> {
                          assertThat(event.allowed()).isEqualTo(allowed);
                          assertThat(event.reason()).contains(reason);
                          assertThat(event.actor()).isEqualTo("client:" + engine);
                        }));
  }

  private String filter(String condition) {
    return """
        kind: Policy
        name: %1$s-some
        on: %1$s.silver.orders
        filter: "%2$s"
        except: [group:engineers]
        """
        .formatted(shop.catalog, condition);
  }

  private String path() {
    return "/iceberg/v1/%s/namespaces/silver/tables/orders".formatted(shop.catalog);
  }

  private ValidatableResponse load(Api who, String known) {
    return who.request().header("If-None-Match", known).get(path()).then();
  }

  private static ValidatableResponse post(Api who, String path, Map<String, ?> body) {
    return who.request().body(body).post(path).then();
  }

  /** Who has somebody's token that was issued to a client. */
  private static Api by(String client, String user) {
    return new Api(Tokens.ofUser(user, client, client + "-secret"));
  }

  private static String client(String name) {
    KeycloakAdmin.createClient(name, Map.of(), List.of(KeycloakAdmin.audience("tarn")));
    return name;
  }

  /** SQL's {@code customer <> 'somebody'}, which lets no row without a customer through. */
  private static Map<String, ?> isNot(String name) {
    Map<String, ?> customer = Map.of("type", "reference", "id", 2);
    return Map.of(
        "type", "and",
        "left", Map.of("type", "not-null", "child", customer),
        "right",
            Map.of(
                "type",
                "not-eq",
                "left",
                customer,
                "right",
                Map.of("type", "literal", "value", name)));
  }
}
