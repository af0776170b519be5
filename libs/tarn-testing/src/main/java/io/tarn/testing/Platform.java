package io.tarn.testing;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What people do with the platform around the service under test. */
public record Platform(URI catalog) {
  /** Somebody asks the service under test. */
  public static RequestSpecification as(String person) {
    return given().auth().oauth2(Tokens.ofUser(person));
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
    return as("engineer").baseUri(catalog.toString());
  }
}
