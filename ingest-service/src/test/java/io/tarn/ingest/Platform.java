package io.tarn.ingest;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.net.URI;

/** What people do with the platform around ingest-service. */
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

  /** Applies manifests as the engineer. */
  public void apply(String yaml) {
    asEngineer()
        .header("Content-Type", "application/yaml")
        .body(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .put("/api/v1/manifests")
        .then()
        .statusCode(200);
  }

  public void remove(String kind, String name) {
    asEngineer().delete("/api/v1/manifests/{kind}/{name}", kind, name).then().statusCode(204);
  }

  /** Declares a source that is pushed to under its table's name. */
  public void declare(String catalog, String table) {
    apply(
        """
        kind: Source
        name: %s.bronze.%s
        http: { path: /%s, format: json }
        """
            .formatted(catalog, table, table));
  }

  private RequestSpecification asEngineer() {
    return given().baseUri(catalog.toString()).auth().oauth2(token("engineer"));
  }
}
