package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testing.RealServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters and masks that ask who reads. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class PoliciesThatAskIT {
  private final Shop shop = new Shop();
  private final KeycloakUsers users = new KeycloakUsers();
  private Api engineer;

  @BeforeEach
  void everybodyReadsTheirOwnOrders() {
    engineer = Api.as("engineer");
    engineer
        .apply(
            shop.source(),
            shop.silver(),
            shop.gold(),
            shop.goldIsRead(),
            filter("buyer = current_user() OR is_member('scientists') -- current_user()"),
            shop.namesAreMasked()
                .replace("left(value, 1)", "CASE WHEN is_member('analysts') THEN value END"))
        .statusCode(200);
    engineer.grant(shop.table("silver"), "SELECT", "group:analysts").statusCode(200);
  }

  @AfterEach
  void removeUsers() {
    users.close();
  }

  @Test
  void each_gets_the_filter_and_the_mask_that_hold_for_them() {
    assertThat(Api.as("analyst").decision(shop.table("gold.customers"), "SELECT").get("rowFilter"))
        .isEqualTo("((buyer = 'analyst') OR false)");
    assertThat(
            Api.as("scientist").decision(shop.table("gold.customers"), "SELECT").get("rowFilter"))
        .isEqualTo("((buyer = 'scientist') OR true)");
    assertThat(engineer.decision(shop.table("gold.customers"), "SELECT").get("rowFilter"))
        .isEqualTo("((buyer = 'engineer') OR false)");
    assertThat(Api.as("analyst").decision(shop.table("silver.orders"), "SELECT").get("columnMasks"))
        .isEqualTo(
            Map.of("customer", "(CASE  WHEN (true) THEN (\"value\") ELSE NULL END || '***')"));
  }

  @Test
  void who_leaves_a_group_gets_another_filter_with_the_same_token() {
    String name = users.create("member", "scientists");
    Api member = Api.as(name);
    assertThat(member.decision(shop.table("gold.customers"), "SELECT").get("rowFilter"))
        .asString()
        .endsWith("OR true)");

    users.join(name, "analysts");
    users.leave(name, "scientists");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(member.decision(shop.table("gold.customers"), "SELECT").get("rowFilter"))
                    .isEqualTo("((buyer = '%s') OR false)".formatted(name)));
  }

  @Test
  void a_question_that_cannot_be_answered_is_refused_where_it_stands() {
    engineer
        .apply(filter("is_member(buyer)"))
        .statusCode(422)
        .body("errors[0].line", equalTo(4))
        .body("errors[0].column", equalTo(9))
        .body("errors[0].message", containsString("is_member takes the name of one group"));
    engineer.apply(filter("current_user('x') = buyer")).statusCode(422);
    engineer.apply(filter("buyer = current_user")).statusCode(422);
    engineer.apply(filter("true) FROM (SELECT is_member('x')")).statusCode(422);
  }

  private String filter(String condition) {
    return """
        kind: Policy
        name: %1$s-own
        on: %1$s.gold.customers
        filter: "%2$s"
        """
        .formatted(shop.catalog, condition);
  }
}
