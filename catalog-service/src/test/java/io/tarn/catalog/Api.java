package io.tarn.catalog;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tarn.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The catalog's own API, as somebody uses it who has a token. */
record Api(String token) {
  static Api as(String user) {
    return new Api(Tokens.ofUser(user));
  }

  ValidatableResponse apply(String... documents) {
    return put("/api/v1/manifests", documents);
  }

  ValidatableResponse plan(String... documents) {
    return put("/api/v1/manifests?dry-run=true", documents);
  }

  ValidatableResponse get(String path) {
    return request().get(path).then();
  }

  ValidatableResponse delete(String path) {
    return request().delete(path).then();
  }

  ValidatableResponse grant(String securable, String privilege, String principal) {
    return request().body(right(securable, privilege, principal)).post("/api/v1/grants").then();
  }

  /** Lets somebody use a catalog, which alone gives nothing. */
  void letUse(String catalog, String principal) {
    grant(catalog, "USE CATALOG", principal).statusCode(200);
    grant(catalog, "USE NAMESPACE", principal).statusCode(200);
  }

  ValidatableResponse revoke(String securable, String privilege, String principal) {
    return request().body(right(securable, privilege, principal)).delete("/api/v1/grants").then();
  }

  /** What the caller may do with one securable. */
  Map<String, Object> decision(String securable, String privilege) {
    Map<String, String> access = Map.of("securable", securable, "privilege", privilege);
    return request()
        .body(Map.of("accesses", List.of(access)))
        .post("/api/v1/authorize")
        .then()
        .statusCode(200)
        .extract()
        .path("decisions[0]");
  }

  boolean may(String privilege, String securable) {
    return (Boolean) decision(securable, privilege).get("allowed");
  }

  RequestSpecification request() {
    return RestAssured.given().auth().oauth2(token).contentType("application/json");
  }

  private ValidatableResponse put(String path, String... documents) {
    return RestAssured.given()
        .auth()
        .oauth2(token)
        .contentType("application/yaml")
        .body(String.join("---\n", documents).getBytes(StandardCharsets.UTF_8))
        .put(path)
        .then();
  }

  private static Map<String, String> right(String securable, String privilege, String principal) {
    return Map.of("securable", securable, "privilege", privilege, "principal", principal);
  }
}
