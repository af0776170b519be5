package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.Namespaces;
import io.tarn.testing.RealServers;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Declaring over HTTP, with real tokens. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class ManifestsIT {
  private final Shop shop = new Shop();
  private Api engineer;

  @Inject Catalogs catalogs;
  @Inject Namespaces namespaces;

  @BeforeEach
  void login() {
    engineer = Api.as("engineer");
  }

  @Test
  void what_is_applied_is_in_force_with_a_version_that_stays_while_nothing_changes() {
    engineer
        .apply(shop.source(), shop.silver())
        .statusCode(200)
        .body("applied.change", contains("created", "created"))
        .body("applied.version", contains(1, 1));

    engineer
        .apply(
            shop.source().replace("format: json", "format: csv"),
            shop.silver().replace("json", "csv"))
        .statusCode(200)
        .body("applied.change", contains("changed", "changed"));
    engineer
        .apply(shop.source().replace("format: json", "format: csv"))
        .body("applied.change", contains("unchanged"))
        .body("applied.version", contains(2));

    engineer
        .get("/api/v1/manifests?kind=Source")
        .body("name", hasItem(shop.table("bronze.orders")))
        .body(
            "find { it.name == '%s' }.appliedBy".formatted(shop.table("bronze.orders")),
            equalTo("user:engineer"));
    assertThat(catalogs.location(shop.catalog)).isPresent();
    assertThat(namespaces.list(shop.catalog)).containsExactly("bronze", "silver");
  }

  @Test
  void a_wrong_manifest_is_refused_with_line_and_hint_and_nothing_is_applied() {
    engineer
        .apply(shop.source(), shop.silver().replace("mode: view", "mode: viev"))
        .statusCode(422)
        .contentType("application/problem+json")
        .body("title", equalTo("Unprocessable"))
        .body("errors[0].line", equalTo(7))
        .body("errors[0].path", equalTo("/mode"))
        .body("errors[0].hint", containsString("view"));

    engineer.get("/api/v1/manifests").body("name", not(hasItem(shop.table("bronze.orders"))));
    assertThat(catalogs.location(shop.catalog)).isEmpty();
  }

  @Test
  void a_webhook_to_a_host_that_is_not_allowed_is_refused() {
    engineer
        .apply(
            shop.source(),
            """
            kind: Alert
            name: %1$s-leak
            when: { table: %1$s.bronze.orders, freshness over: 1m }
            notify: { webhook: "http://169.254.169.254/latest" }
            """
                .formatted(shop.catalog))
        .statusCode(422)
        .body("errors[0].message", containsString("169.254.169.254"));
  }

  @Test
  void a_dry_run_names_what_would_change_and_what_follows_and_applies_nothing() {
    engineer.apply(shop.source(), shop.silver(), shop.gold()).statusCode(200);

    engineer
        .plan(shop.source().replace("path: /", "path: /new-"))
        .statusCode(200)
        .body("dryRun", equalTo(true))
        .body("applied[0].change", equalTo("changed"))
        .body(
            "applied[0].affected",
            contains(shop.table("gold.customers"), shop.table("silver.orders")));

    engineer.apply(shop.source()).body("applied.change", contains("unchanged"));
  }

  @Test
  void a_removed_manifest_is_gone_and_counts_on_when_it_comes_back() {
    engineer.apply(shop.source()).statusCode(200);

    engineer.delete("/api/v1/manifests/Source/" + shop.table("bronze.orders")).statusCode(204);

    engineer.get("/api/v1/manifests").body("name", not(hasItem(shop.table("bronze.orders"))));
    engineer.delete("/api/v1/manifests/Source/" + shop.table("bronze.orders")).statusCode(404);
    engineer.apply(shop.source()).body("applied.version", contains(3));
  }

  @Test
  void an_analyst_can_neither_apply_nor_plan_nor_remove_nor_look() {
    engineer.apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead()).statusCode(200);
    Api analyst = Api.as("analyst");

    analyst.apply(shop.source()).statusCode(403);
    analyst.plan(shop.source().replace("path: /", "path: /my-")).statusCode(403);
    analyst
        .apply(
            """
            kind: Policy
            name: help-yourself
            on: %s.gold
            grant: { ALL PRIVILEGES: [group:analysts] }
            """
                .formatted(shop.catalog))
        .statusCode(403);
    String hidden = analyst.apply(shop.gold()).statusCode(422).extract().asString();
    String invented =
        analyst.apply(shop.gold().replace("silver.orders", "silver.ordern")).extract().asString();
    assertThat(hidden).isEqualTo(invented.replace("ordern", "orders"));
    analyst
        .delete("/api/v1/manifests/Policy/%s-gold-is-read".formatted(shop.catalog))
        .statusCode(404);
    analyst
        .get("/api/v1/manifests")
        .statusCode(200)
        .body("findAll { it.name.startsWith('%s') }".formatted(shop.catalog), empty());
  }

  @Test
  void nobody_gets_in_without_a_token() {
    new Api("not.a.token").get("/api/v1/manifests").statusCode(401);
    io.restassured.RestAssured.given().get("/api/v1/manifests").then().statusCode(401);
  }
}
