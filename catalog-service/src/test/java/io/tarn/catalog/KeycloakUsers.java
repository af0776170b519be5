package io.tarn.catalog;

import io.restassured.RestAssured;
import io.restassured.common.mapper.TypeRef;
import io.restassured.specification.RequestSpecification;
import io.tarn.testing.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Users and clients made in the real Keycloak for one test. */
final class KeycloakUsers implements AutoCloseable {
  private final List<String> made = new ArrayList<>();

  /**
   * Makes a user whose password equals the name.
   *
   * @param group name, or empty for none
   * @return the name, made unique
   */
  String create(String prefix, String group) {
    String name =
        prefix.startsWith("service-account")
            ? prefix
            : prefix + UUID.randomUUID().toString().substring(0, 8);
    Map<String, Object> user =
        Map.of(
            "username",
            name,
            "enabled",
            true,
            "email",
            name + "@tarn.example",
            "emailVerified",
            true,
            "firstName",
            name,
            "lastName",
            "Tarn",
            "groups",
            group.isEmpty() ? List.of() : List.of(group),
            "credentials",
            List.of(Map.of("type", "password", "value", name, "temporary", false)));
    String location =
        admin()
            .body(user)
            .post("/admin/realms/tarn/users")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    made.add(location.substring(location.indexOf("/admin")));
    return name;
  }

  /** Makes a group, and gives its name, made unique. */
  String createGroup(String prefix) {
    String name = prefix + UUID.randomUUID().toString().substring(0, 8);
    String location =
        admin()
            .body(Map.of("name", name))
            .post("/admin/realms/tarn/groups")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    made.add(location.substring(location.indexOf("/admin")));
    return name;
  }

  void join(String user, String group) {
    admin().put(membership(user, group)).then().statusCode(204);
  }

  void leave(String user, String group) {
    admin().delete(membership(user, group)).then().statusCode(204);
  }

  void disable(String user) {
    admin().body(Map.of("enabled", false)).put(path(user)).then().statusCode(204);
  }

  void delete(String user) {
    remove(path(user));
  }

  void deleteGroup(String group) {
    remove("/admin/realms/tarn/groups/" + groupId(group));
  }

  /** Says whether the realm records what administrators do. */
  void adminEvents(boolean recorded) {
    String config = "/admin/realms/tarn/events/config";
    Map<String, Object> events = admin().get(config).as(new TypeRef<HashMap<String, Object>>() {});
    events.put("adminEventsEnabled", recorded);
    admin().body(events).put(config).then().statusCode(204);
  }

  private void remove(String path) {
    admin().delete(path).then().statusCode(204);
    made.remove(path);
  }

  private String membership(String user, String group) {
    return path(user) + "/groups/" + groupId(group);
  }

  private String path(String user) {
    return "/admin/realms/tarn/users/"
        + admin()
            .queryParam("username", user)
            .queryParam("exact", true)
            .get("/admin/realms/tarn/users")
            .path("[0].id");
  }

  private String groupId(String group) {
    return admin()
        .queryParam("search", group)
        .queryParam("exact", true)
        .get("/admin/realms/tarn/groups")
        .path("[0].id");
  }

  /** A valid token of the realm for a client whose tokens name no audience of ours. */
  String tokenWithoutAudience() {
    String client = "foreign-" + UUID.randomUUID();
    String location =
        admin()
            .body(
                Map.of(
                    "clientId",
                    client,
                    "secret",
                    client,
                    "serviceAccountsEnabled",
                    true,
                    "publicClient",
                    false,
                    "defaultClientScopes",
                    List.of("basic")))
            .post("/admin/realms/tarn/clients")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    made.add(location.substring(location.indexOf("/admin")));
    return Tokens.ofClient(client, client);
  }

  /** A valid token of Keycloak's own realm. */
  String tokenOfOtherRealm() {
    return RestAssured.given()
        .baseUri(System.getenv("TARN_TEST_KEYCLOAK_URL"))
        .formParam("grant_type", "password")
        .formParam("client_id", "admin-cli")
        .formParam("username", System.getenv("TARN_TEST_KEYCLOAK_ADMIN_USER"))
        .formParam("password", System.getenv("TARN_TEST_KEYCLOAK_ADMIN_PASSWORD"))
        .post("/realms/master/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  @Override
  public void close() {
    made.forEach(path -> admin().delete(path).then().statusCode(204));
  }

  private RequestSpecification admin() {
    return RestAssured.given()
        .baseUri(System.getenv("TARN_TEST_KEYCLOAK_URL"))
        .auth()
        .oauth2(tokenOfOtherRealm())
        .contentType("application/json");
  }
}
