package io.tarn.gold.platform;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What people do with the platform around gold-service. */
public record Platform(URI catalog) {
  /** A person's token from the real Keycloak; the password equals the name. */
  public static String token(String person) {
    return given()
        .baseUri(System.getenv("TARN_OIDC_ISSUER"))
        .basePath("/protocol/openid-connect/token")
        .formParam("grant_type", "password")
        .formParam("client_id", "tarn-cli")
        .formParam("username", person)
        .formParam("password", person)
        .post()
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** Somebody asks gold-service. */
  public static RequestSpecification as(String person) {
    return given().auth().oauth2(token(person));
  }

  /** Somebody asks in SQL and gets JSON. */
  public static ValidatableResponse sql(String person, String statement) {
    return as(person).contentType("text/plain; charset=utf-8").body(statement).post("/sql").then();
  }

  /** Applies manifests as the engineer. */
  public void apply(String yaml) {
    asEngineer()
        .header("Content-Type", "application/yaml")
        .body(yaml.getBytes(StandardCharsets.UTF_8))
        .put("/api/v1/manifests")
        .then()
        .statusCode(200);
  }

  public void remove(String kind, String name) {
    asEngineer().delete("/api/v1/manifests/{kind}/{name}", kind, name).then().statusCode(204);
  }

  public void grant(String securable, String principal) {
    asEngineer()
        .contentType("application/json")
        .body(Map.of("securable", securable, "privilege", "SELECT", "principal", principal))
        .post("/api/v1/grants")
        .then()
        .statusCode(200);
  }

  public void revoke(String securable, String principal) {
    asEngineer()
        .contentType("application/json")
        .body(Map.of("securable", securable, "privilege", "SELECT", "principal", principal))
        .delete("/api/v1/grants")
        .then()
        .statusCode(204);
  }

  private RequestSpecification asEngineer() {
    return given().baseUri(catalog.toString()).auth().oauth2(token("engineer"));
  }
}
