package io.tarn.catalog;

import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;

/** Makes clients in the real Keycloak that the realm does not have. */
final class KeycloakAdmin {
  private KeycloakAdmin() {}

  /** Of the administrator, issued by the realm master. */
  static String token() {
    return RestAssured.given()
        .formParam("grant_type", "password")
        .formParam("client_id", "admin-cli")
        .formParam("username", System.getenv("TARN_TEST_KEYCLOAK_ADMIN_USER"))
        .formParam("password", System.getenv("TARN_TEST_KEYCLOAK_ADMIN_PASSWORD"))
        .post(server() + "/realms/master/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /**
   * A client with a service account, by which people get tokens too. Its secret is its name and
   * "-secret".
   */
  static void createClient(
      String name, Map<String, String> attributes, List<Map<String, Object>> mappers) {
    RestAssured.given()
        .auth()
        .oauth2(token())
        .contentType("application/json")
        .body(
            Map.of(
                "clientId",
                name,
                "secret",
                name + "-secret",
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                true,
                "standardFlowEnabled",
                false,
                "attributes",
                attributes,
                "protocolMappers",
                mappers))
        .post(server() + "/admin/realms/tarn/clients")
        .then()
        .statusCode(201);
  }

  /** Puts an audience into a client's tokens. */
  static Map<String, Object> audience(String audience) {
    return Map.of(
        "name", "audience",
        "protocol", "openid-connect",
        "protocolMapper", "oidc-audience-mapper",
        "config", Map.of("included.custom.audience", audience, "access.token.claim", "true"));
  }

  private static String server() {
    return System.getenv("TARN_TEST_KEYCLOAK_URL");
  }
}
