package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why somebody may do something, and what all he may do. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class ExplanationIT {
  private static final String ANALYST = "&principal=user:analyst&group=analysts";

  private final Shop shop = new Shop();
  private Api engineer;
  private Api analyst;

  @BeforeEach
  void openTheShop() {
    engineer = Api.as("engineer");
    analyst = Api.as("analyst");
    engineer
        .apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead(), shop.namesAreMasked())
        .statusCode(200);
  }

  @Test
  void ones_own_privileges_name_the_grant_each_comes_from() {
    engineer.grant(shop.table("gold.customers"), "MODIFY", "user:analyst").statusCode(200);

    analyst
        .get(permissions("gold.customers"))
        .statusCode(200)
        .body("privilege", contains("MODIFY", "SELECT", "USE CATALOG", "USE NAMESPACE"))
        .body(
            "grantedOn",
            contains(shop.table("gold.customers"), shop.table("gold"), shop.catalog, shop.catalog))
        .body(
            "grantedTo",
            contains("user:analyst", "group:analysts", "group:analysts", "group:analysts"))
        .body("origin", hasItems("rest", "Policy/" + shop.catalog + "-gold-is-read"));
    analyst
        .get(permissions("silver"))
        .statusCode(200)
        .body("privilege", contains("USE CATALOG", "USE NAMESPACE"));
    engineer
        .get(permissions("silver.orders"))
        .body("privilege", hasItem("ALL PRIVILEGES"))
        .body("grantedOn", hasItem("metastore"))
        .body("origin", hasItem("configuration"));
  }

  @Test
  void an_explanation_tells_what_was_looked_through_and_what_is_hidden() {
    engineer.apply(laterOrders()).statusCode(200);
    engineer.grant(shop.table("silver"), "SELECT", "group:analysts").statusCode(200);

    analyst
        .get(explanation("silver.orders", "SELECT"))
        .statusCode(200)
        .body("allowed", equalTo(true))
        .body(
            "reason",
            containsString("SELECT on %s.silver via group:analysts".formatted(shop.catalog)))
        .body("principal", equalTo("user:analyst"))
        .body("groups", hasItem("analysts"))
        .body(
            "considered",
            contains(shop.table("silver.orders"), shop.table("silver"), shop.catalog, "metastore"))
        .body("rowFilter", equalTo("id > '1'"))
        .body("columnMasks.customer.expression", equalTo("left(value, 1) || '***'"))
        .body("columnMasks.customer.policy", equalTo(shop.catalog + "-names"));
    engineer
        .get(explanation("silver.orders", "SELECT"))
        .body("rowFilter", nullValue())
        .body("columnMasks", anEmptyMap());
  }

  @Test
  void who_manages_a_securable_asks_for_others_and_gets_what_they_get() {
    engineer.grant(shop.table("silver"), "SELECT", "group:analysts").statusCode(200);

    engineer
        .get(permissions("silver.orders") + ANALYST)
        .statusCode(200)
        .body("grantedOn", contains(shop.table("silver"), shop.catalog, shop.catalog));
    engineer
        .get(permissions("silver.orders") + "&principal=user:analyst")
        .statusCode(200)
        .body("grantedTo", everyItem(equalTo("group:analysts")))
        .body("size()", equalTo(3));
    engineer
        .get(permissions("silver.orders") + "&principal=user:analyst&group=officers")
        .statusCode(200)
        .body("privilege", contains("USE CATALOG", "USE NAMESPACE"));
    Map<String, Object> own = answer(analyst, explanation("silver.orders", "SELECT"));
    Map<String, Object> asked = answer(engineer, explanation("silver.orders", "SELECT") + ANALYST);
    assertThat(asked)
        .containsEntry("allowed", true)
        .containsEntry("principal", "user:analyst")
        .containsEntry("reason", own.get("reason"))
        .containsEntry("columnMasks", own.get("columnMasks"))
        .extractingByKey("columnMasks")
        .isNotEqualTo(Map.of());

    engineer.grant(shop.table("silver"), "MANAGE", "user:analyst").statusCode(200);
    analyst
        .get(explanation("silver.orders", "SELECT") + "&principal=user:officer&group=officers")
        .statusCode(200)
        .body("allowed", equalTo(false));
  }

  @Test
  void an_explanation_says_exactly_what_is_missing() {
    engineer.grant(shop.table("silver"), "SELECT", "user:operator").statusCode(200);
    String ofOperator = explanation("silver.orders", "SELECT") + "&principal=user:operator";

    engineer
        .get(ofOperator)
        .body("allowed", equalTo(false))
        .body(
            "missing",
            contains("USE CATALOG on " + shop.catalog, "USE NAMESPACE on " + shop.table("silver")))
        .body(
            "reason",
            containsString(
                "nobody granted USE CATALOG on %s and USE NAMESPACE on %s to user:operator"
                    .formatted(shop.catalog, shop.table("silver"))));

    engineer.letUse(shop.catalog, "user:operator");

    engineer.get(ofOperator).body("allowed", equalTo(true)).body("missing", empty());
    engineer.grant(shop.table("silver"), "USE CATALOG", "user:operator").statusCode(400);
  }

  @Test
  void nobody_else_learns_what_others_may_nor_what_other_groups_would_give_him() {
    for (String asked :
        new String[] {
          permissions("gold.customers"), explanation("gold.customers", "SELECT"),
        }) {
      analyst.get(asked + "&principal=user:scientist&group=scientists").statusCode(403);
      analyst.get(asked + "&principal=group:analysts").statusCode(403);
      analyst.get(asked + "&principal=user:analyst&group=engineers").statusCode(403);
      analyst.get(asked + "&group=engineers").statusCode(400);
      analyst.get(asked + "&principal=user:analyst").statusCode(200);
      new Api(Tokens.ofService("gold-service")).get(asked + ANALYST).statusCode(403);
    }
  }

  @Test
  void a_table_one_may_not_see_is_explained_like_one_that_is_not_there() {
    for (String suffix : new String[] {"", "&principal=user:scientist"}) {
      for (String privilege : new String[] {"SELECT", "MANAGE"}) {
        assertThat(text(explanation("silver.nothing", privilege) + suffix))
            .isEqualTo(text(explanation("silver.orders", privilege) + suffix));
      }
      assertThat(text(permissions("silver.nothing") + suffix))
          .isEqualTo(text(permissions("silver.orders") + suffix));
    }
    analyst.get(explanation("silver.orders", "SELECT")).body("allowed", equalTo(false));
  }

  @Test
  void a_question_that_says_nothing_is_refused_as_such() {
    analyst.get("/api/v1/permissions").statusCode(400);
    analyst.get("/api/v1/permissions?securable=a..b").statusCode(400);
    analyst.get("/api/v1/permissions/explanation?securable=a.b").statusCode(400);
    analyst
        .get("/api/v1/permissions/explanation?securable=a.b&privilege=EVERYTHING")
        .statusCode(400);
    engineer.get("/api/v1/permissions?securable=a.b&principal=everybody").statusCode(400);
  }

  /** The analyst's answer, with the name of the table taken out. */
  private String text(String path) {
    return analyst.get(path).extract().asString().replace("nothing", "orders");
  }

  private static Map<String, Object> answer(Api asking, String path) {
    return asking.get(path).statusCode(200).extract().path("$");
  }

  private String permissions(String table) {
    return "/api/v1/permissions?securable=" + shop.table(table);
  }

  private String explanation(String table, String privilege) {
    return "/api/v1/permissions/explanation?securable=%s&privilege=%s"
        .formatted(shop.table(table), privilege);
  }

  private String laterOrders() {
    return """
        kind: Policy
        name: %1$s-later
        on: %1$s.silver.orders
        filter: id > '1'
        except: [group:engineers]
        """
        .formatted(shop.catalog);
  }
}
