package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what, with tokens of the real Keycloak. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class PermissionsIT {
  private static final String INITIAL = "left(value, 1) || '***'";

  private final Shop shop = new Shop();
  private final KeycloakUsers users = new KeycloakUsers();
  private Api engineer;

  @Inject AgroalDataSource database;

  @BeforeEach
  void openTheShop() {
    engineer = Api.as("engineer");
    engineer
        .apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead(), shop.namesAreMasked())
        .statusCode(200);
  }

  @AfterEach
  void removeUsers() {
    users.close();
  }

  @Test
  void each_role_may_what_it_was_granted_and_nothing_else() {
    Api analyst = Api.as("analyst");
    Api scientist = Api.as("scientist");
    Api officer = Api.as("officer");

    assertThat(analyst.may("SELECT", shop.table("gold.customers"))).isTrue();
    assertThat(analyst.may("MODIFY", shop.table("gold.customers"))).isFalse();
    assertThat(analyst.may("SELECT", shop.table("silver.orders"))).isFalse();
    assertThat(analyst.may("SELECT", shop.table("bronze.orders"))).isFalse();
    assertThat(scientist.may("SELECT", shop.table("gold.customers"))).isTrue();
    assertThat(officer.may("SELECT", shop.table("gold.customers"))).isFalse();
    assertThat(engineer.may("MANAGE", "metastore")).isTrue();
    assertThat(engineer.may("SELECT", shop.table("bronze.orders"))).isTrue();
    assertThat(new Api(Tokens.ofService("gold-service")).may("SELECT", shop.table("bronze.orders")))
        .isTrue();
    assertThat(new Api(Tokens.ofService("gold-service")).may("MANAGE", "metastore")).isFalse();
  }

  @Test
  void a_refusal_says_why_and_looks_the_same_for_a_table_that_is_not_there() {
    Api analyst = Api.as("analyst");

    Map<String, Object> existing = analyst.decision(shop.table("bronze.orders"), "SELECT");
    Map<String, Object> invented = analyst.decision(shop.table("bronze.nothing"), "SELECT");

    assertThat(existing.get("reason"))
        .isEqualTo(
            "nobody granted SELECT on %s to user:analyst or group:analysts; ask an owner (group:engineers)"
                .formatted(shop.table("bronze.orders")));
    assertThat(invented.toString().replace("nothing", "orders")).isEqualTo(existing.toString());
  }

  @Test
  void a_tagged_column_is_masked_for_all_but_the_excepted() {
    engineer.grant(shop.table("silver"), "SELECT", "group:analysts").statusCode(200);

    assertThat(Api.as("analyst").decision(shop.table("silver.orders"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of("customer", INITIAL));
    assertThat(engineer.decision(shop.table("silver.orders"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of());
    assertThat(
            Api.as("analyst")
                .decision(shop.table("silver.orders_quarantine"), "SELECT")
                .get("columnMasks"))
        .isEqualTo(Map.of("payload", INITIAL, "reason", INITIAL));
  }

  @Test
  void a_grant_holds_when_its_call_returns_and_a_revoke_too() {
    Api officer = Api.as("officer");

    engineer.grant(shop.table("silver.orders"), "SELECT", "user:officer").statusCode(200);
    assertThat(officer.may("SELECT", shop.table("silver.orders"))).isTrue();

    engineer.revoke(shop.table("silver.orders"), "SELECT", "user:officer").statusCode(204);
    assertThat(officer.may("SELECT", shop.table("silver.orders"))).isFalse();
    engineer.revoke(shop.table("silver.orders"), "SELECT", "user:officer").statusCode(404);
  }

  @Test
  void a_user_made_while_the_service_runs_is_known_by_his_token_and_group() {
    String name = users.create("newcomer", "analysts");

    Api newcomer = Api.as(name);
    assertThat(newcomer.may("SELECT", shop.table("gold.customers"))).isTrue();
    assertThat(newcomer.may("SELECT", shop.table("silver.orders"))).isFalse();

    engineer.grant(shop.table("silver"), "SELECT", "user:" + name).statusCode(200);

    assertThat(newcomer.may("SELECT", shop.table("silver.orders"))).isTrue();
  }

  @Test
  void what_another_replica_changed_holds_within_a_second() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          "INSERT INTO access_grant (securable, privilege, principal, granted_by) VALUES ('%s', 'SELECT', 'user:officer', 'user:engineer')"
              .formatted(shop.table("silver")));
      statement.executeUpdate("UPDATE policy_version SET version = version + 1");
      connection.commit();
    }
    Api officer = Api.as("officer");

    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> officer.may("SELECT", shop.table("silver.orders")));
  }

  @Test
  void a_removed_policy_takes_its_grant_with_it_and_is_not_revoked_over_rest() {
    Api analyst = Api.as("analyst");
    engineer
        .revoke(shop.table("gold"), "SELECT", "group:analysts")
        .statusCode(409)
        .body("detail", containsString("Policy/" + shop.catalog + "-gold-is-read"));

    engineer
        .delete("/api/v1/manifests/Policy/%s-gold-is-read".formatted(shop.catalog))
        .statusCode(204);

    assertThat(analyst.may("SELECT", shop.table("gold.customers"))).isFalse();
  }

  @Test
  void nobody_grants_himself_anything() {
    Api analyst = Api.as("analyst");

    analyst.grant(shop.table("bronze"), "SELECT", "user:analyst").statusCode(403);
    analyst.grant(shop.table("gold"), "MANAGE", "group:analysts").statusCode(403);
    analyst.grant("metastore", "ALL PRIVILEGES", "user:analyst").statusCode(403);
    analyst.revoke(shop.table("gold"), "SELECT", "group:scientists").statusCode(403);
    new Api(Tokens.ofService("gold-service"))
        .grant("metastore", "ALL PRIVILEGES", "service:gold-service")
        .statusCode(403);

    assertThat(analyst.may("SELECT", shop.table("bronze.orders"))).isFalse();
  }

  @Test
  void one_sees_ones_own_grants_and_those_one_manages() {
    Api analyst = Api.as("analyst");

    analyst
        .get("/api/v1/grants")
        .body("principal", not(hasItem("group:scientists")))
        .body("securable", hasItem(shop.table("gold")));
    engineer
        .get("/api/v1/grants?securable=" + shop.table("gold"))
        .body("principal", hasItem("group:scientists"))
        .body("origin", hasItem("Policy/" + shop.catalog + "-gold-is-read"));
  }

  @Test
  void a_user_who_calls_himself_like_a_service_account_is_trusted_with_nothing() {
    String name = users.create("service-account-tarn-cli", "");
    String gold = users.create("service-account-gold-service2", "");

    for (Api impostor : new Api[] {Api.as(name), Api.as(gold)}) {
      assertThat(impostor.may("SELECT", shop.table("gold.customers"))).isFalse();
      impostor.get("/api/v1/manifests").body("size()", equalTo(0));
    }
  }

  @Test
  void a_token_for_somebody_else_is_no_token() {
    new Api(users.tokenWithoutAudience()).get("/api/v1/grants").statusCode(401);
    new Api(users.tokenOfOtherRealm()).get("/api/v1/grants").statusCode(401);
    String valid = Tokens.ofUser("engineer");
    new Api(unsigned(valid)).get("/api/v1/grants").statusCode(401);
    new Api(valid.substring(0, valid.length() - 4) + "AAAA").get("/api/v1/grants").statusCode(401);
  }

  @Test
  void what_is_no_access_is_refused_as_such() {
    engineer
        .request()
        .body(
            Map.of(
                "accesses", java.util.List.of(Map.of("securable", "a..b", "privilege", "SELECT"))))
        .post("/api/v1/authorize")
        .then()
        .statusCode(400);
    engineer.grant("a..b", "SELECT", "user:x").statusCode(400);
    engineer.grant("a.b", "EVERYTHING", "user:x").statusCode(400);
    engineer.grant("a.b", "SELECT", "everybody").statusCode(400);
  }

  private static String unsigned(String token) {
    String header =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"none\",\"typ\":\"JWT\"}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return header + "." + token.split("\\.", -1)[1] + ".";
  }
}
