package io.tarn.testing;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Tokens from the real Keycloak. */
public final class Tokens {
  private Tokens() {}

  /** Of a person; the password equals the name. */
  public static String ofUser(String name) {
    return token(
        request()
            .formParam("grant_type", "password")
            .formParam("client_id", "tarn-cli")
            .formParam("username", name)
            .formParam("password", name));
  }

  /** Of a person, issued to a client that has a secret. */
  public static String ofUser(String name, String client, String secret) {
    return token(
        request()
            .formParam("grant_type", "password")
            .formParam("client_id", client)
            .formParam("client_secret", secret)
            .formParam("username", name)
            .formParam("password", name));
  }

  /** Of a service account. */
  public static String ofService(String name) {
    return ofClient(name, name + "-secret");
  }

  public static String ofClient(String client, String secret) {
    return token(
        request()
            .formParam("grant_type", "client_credentials")
            .formParam("client_id", client)
            .formParam("client_secret", secret));
  }

  private static RequestSpecification request() {
    return RestAssured.given()
        .baseUri(System.getenv("TARN_OIDC_ISSUER"))
        .basePath("/protocol/openid-connect/token");
  }

  private static String token(RequestSpecification request) {
    return request.post().then().statusCode(200).extract().path("access_token");
  }
}
