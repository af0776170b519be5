package io.tarn.catalog;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client remembers of a table, and what is kept for it here, ends with the right to it. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class RevokedAnswersIT {
  private final Shop shop = new Shop();
  private final KeycloakUsers users = new KeycloakUsers();
  private Api engineer;

  @TestHTTPResource("/")
  URI service;

  @BeforeEach
  void fillBronze() throws IOException {
    engineer = Api.as("engineer");
    engineer.apply(shop.source()).statusCode(200);
    engineer.letUse(shop.catalog, "user:officer");
    engineer.letUse(shop.catalog, "group:officers");
    try (IcebergClient client =
        new IcebergClient(service, shop.catalog, Tokens.ofService("ingest-service"))) {
      IcebergClient.append(client.create("orders"), Map.of()).commit();
    }
  }

  @AfterEach
  void removeUsers() {
    users.close();
  }

  @Test
  void a_known_version_is_confirmed_to_those_only_who_still_may_read_it() {
    Api officer = Api.as("officer");
    engineer.grant(shop.table("bronze"), "SELECT", "user:officer").statusCode(200);
    String tag = load(officer, "none").statusCode(200).extract().header("ETag");
    load(officer, tag).statusCode(304);

    engineer.revoke(shop.table("bronze"), "SELECT", "user:officer").statusCode(204);

    load(officer, tag).statusCode(403);
    load(officer, "none").statusCode(403);
    load(engineer, tag).statusCode(304);
  }

  @Test
  void nor_once_a_filter_hides_a_part_of_it() {
    Api officer = Api.as("officer");
    engineer.grant(shop.table("bronze"), "SELECT", "user:officer").statusCode(200);
    String tag = load(officer, "none").statusCode(200).extract().header("ETag");

    engineer
        .apply(
            """
            kind: Policy
            name: %1$s-some
            on: %1$s.bronze.orders
            filter: payload <> ''
            except: [group:engineers]
            """
                .formatted(shop.catalog))
        .statusCode(200);

    load(officer, tag).statusCode(403);
    load(engineer, tag).statusCode(304);
  }

  @Test
  void nor_to_those_who_left_the_group_that_may_read_it() {
    String name = users.create("member", "officers");
    Api member = Api.as(name);
    engineer.grant(shop.table("bronze"), "SELECT", "group:officers").statusCode(200);
    String tag = load(member, "none").statusCode(200).extract().header("ETag");

    users.leave(name, "officers");

    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> load(member, tag).statusCode(403));
    engineer.revoke(shop.table("bronze"), "SELECT", "group:officers").statusCode(204);
  }

  private ValidatableResponse load(Api who, String known) {
    return who.request()
        .header("If-None-Match", known)
        .get("/iceberg/v1/%s/namespaces/bronze/tables/orders".formatted(shop.catalog))
        .then();
  }
}
