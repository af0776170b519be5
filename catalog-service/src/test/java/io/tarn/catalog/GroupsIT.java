package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The groups that Keycloak says count, within ten seconds and whatever the token says. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class GroupsIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Shop shop = new Shop();
  private final KeycloakUsers users = new KeycloakUsers();
  private Api engineer;

  @BeforeEach
  void analystsReadGold() {
    engineer = Api.as("engineer");
    engineer.apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead()).statusCode(200);
  }

  @AfterEach
  void removeUsers() {
    users.close();
  }

  @Test
  void a_membership_taken_away_ends_and_one_given_counts_with_the_same_old_token() {
    String name = users.create("member", "analysts");
    Api member = Api.as(name);
    assertThat(readsGold(member)).isTrue();

    users.leave(name, "analysts");
    await().atMost(SOON).until(() -> !readsGold(member));

    users.join(name, "scientists");
    await().atMost(SOON).until(() -> readsGold(member));
    assertThat(member.decision(gold(), "SELECT").get("reason"))
        .asString()
        .endsWith("via group:scientists");
  }

  @Test
  void who_was_disabled_or_deleted_is_in_no_group_any_more() {
    String disabled = users.create("disabled", "analysts");
    String deleted = users.create("deleted", "analysts");
    Api theOne = Api.as(disabled);
    Api theOther = Api.as(deleted);
    assertThat(readsGold(theOne)).isTrue();
    assertThat(readsGold(theOther)).isTrue();

    users.disable(disabled);
    users.delete(deleted);

    await().atMost(SOON).until(() -> !readsGold(theOne) && !readsGold(theOther));
  }

  @Test
  void a_deleted_group_has_no_members() {
    String group = users.createGroup("team");
    String name = users.create("member", group);
    Api member = Api.as(name);
    engineer.letUse(shop.catalog, "group:" + group);
    engineer.grant(gold(), "SELECT", "group:" + group).statusCode(200);
    assertThat(readsGold(member)).isTrue();

    users.deleteGroup(group);

    await().atMost(SOON).until(() -> !readsGold(member));
  }

  @Test
  void a_service_account_is_in_groups_like_people() {
    String client = "robot-" + UUID.randomUUID();
    KeycloakAdmin.createClient(client, Map.of(), List.of(KeycloakAdmin.audience("tarn")));
    Api robot = new Api(Tokens.ofClient(client, client + "-secret"));
    assertThat(readsGold(robot)).isFalse();

    users.join("service-account-" + client, "analysts");
    await().atMost(SOON).until(() -> readsGold(robot));

    users.leave("service-account-" + client, "analysts");
    await().atMost(SOON).until(() -> !readsGold(robot));
  }

  @Test
  void a_user_who_is_called_like_a_service_account_is_in_none_of_its_groups() {
    String client = "robot-" + UUID.randomUUID();
    String name = users.create("service-account-" + client, "");
    users.join(name, "officers");
    Api impostor = Api.as(name);

    assertThat(readsGold(impostor)).isFalse();
    assertThat(impostor.decision(gold(), "SELECT").get("reason"))
        .asString()
        .contains("to user:" + name + " or group:officers");
  }

  @Test
  void services_that_remember_answers_hear_of_a_change_as_of_a_changed_policy() {
    String name = users.create("member", "analysts");
    Api member = Api.as(name);
    assertThat(readsGold(member)).isTrue();
    int before = version(member);

    users.leave(name, "analysts");

    await().atMost(SOON).until(() -> version(member) > before);
    assertThat(readsGold(member)).isFalse();
  }

  @Test
  void nobody_is_answered_by_groups_that_may_be_old_and_the_services_work_on() {
    Api member = Api.as(users.create("member", "analysts"));
    Api goldService = new Api(Tokens.ofService("gold-service"));
    assertThat(readsGold(member)).isTrue();

    users.adminEvents(false);
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> status(member) == 503);
      assertThat(status(engineer)).isEqualTo(503);
      assertThat(readsGold(goldService)).isTrue();
    } finally {
      users.adminEvents(true);
    }

    await().atMost(SOON).until(() -> status(member) == 200);
    assertThat(readsGold(member)).isTrue();
  }

  @Test
  void who_explains_what_somebody_may_need_not_know_his_groups() {
    String name = users.create("member", "analysts");
    String question =
        "/api/v1/permissions/explanation?privilege=SELECT&securable=%s&principal=user:"
            .formatted(gold());

    engineer
        .get(question + name)
        .statusCode(200)
        .body("allowed", equalTo(true))
        .body("groups", contains("analysts"));
    engineer
        .get(question + "nobody-" + UUID.randomUUID())
        .statusCode(200)
        .body("allowed", equalTo(false))
        .body("groups", empty());
    Api.as(name).get(question + "engineer").statusCode(403);
  }

  private String gold() {
    return shop.table("gold.customers");
  }

  private boolean readsGold(Api who) {
    return who.may("SELECT", gold());
  }

  private static int version(Api who) {
    return ask(who).then().statusCode(200).extract().path("policyVersion");
  }

  private static int status(Api who) {
    return ask(who).statusCode();
  }

  private static Response ask(Api who) {
    return who.request()
        .body(Map.of("accesses", List.of(Map.of("securable", "metastore", "privilege", "SELECT"))))
        .post("/api/v1/authorize");
  }
}
