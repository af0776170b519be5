package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.RESTCatalog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, and what is refused in which words. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class CallerIT {
  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private String warehouse;

  @BeforeEach
  void makeCatalog() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
  }

  @Test
  void withoutATokenNothingIsSaid() {
    config(null).then().statusCode(401);
    request(null).get("/api/v1/tables").then().statusCode(401);
  }

  /** Of requests at the same time: one's event may be sent by the thread of another. */
  @Test
  void requestsKnowTheirCallersWhileTheirAccessesAreWrittenDown() throws Exception {
    String engineer = Tokens.ofUser("engineer");

    List<String> answers =
        AtOnce.run(4, () -> request(engineer).get("/test/audited-requests").asString());

    assertThat(answers).containsOnly("user:engineer");
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() {
    String client = "outsider-" + UUID.randomUUID();
    KeycloakAdmin.createClient(client, Map.of(), List.of());

    config(Tokens.ofClient(client, client + "-secret")).then().statusCode(401);
  }

  @Test
  void aTokenOfAnotherRealmIsRefused() {
    config(KeycloakAdmin.token()).then().statusCode(401);
  }

  @Test
  void anExpiredTokenIsRefused() {
    String client = "brief-" + UUID.randomUUID();
    KeycloakAdmin.createClient(
        client, Map.of("access.token.lifespan", "2"), List.of(KeycloakAdmin.audience("tarn")));
    String token = Tokens.ofClient(client, client + "-secret");
    config(token).then().statusCode(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> config(token).then().statusCode(401));
  }

  @Test
  void aJobThatOutlivesItsTokensGoesOn() throws IOException {
    String client = "job-" + UUID.randomUUID();
    KeycloakAdmin.createClient(
        client, Map.of("access.token.lifespan", "10"), List.of(KeycloakAdmin.audience("tarn")));
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize(
          "job",
          Map.of(
              "uri",
              service.resolve("/iceberg").toString(),
              "warehouse",
              warehouse,
              "credential",
              client + ":" + client + "-secret",
              "oauth2-server-uri",
              System.getenv("TARN_OIDC_ISSUER") + "/protocol/openid-connect/token",
              "scope",
              "openid"));

      Awaitility.await()
          .during(Duration.ofSeconds(13))
          .atMost(Duration.ofSeconds(30))
          .until(() -> catalog.listNamespaces().isEmpty());
    }
  }

  @Test
  void aTokenNobodySignedIsRefused() {
    String[] parts = Tokens.ofService("ingest-service").split("\\.", -1);
    String claims = decode(parts[1]);
    String promoted = claims.replace("ingest-service", "catalog-service");

    Stream.of(
            encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + encode(promoted) + "." + parts[2])
        .forEach(forged -> config(forged).then().statusCode(401));
    assertThat(promoted).isNotEqualTo(claims);
  }

  @Test
  void whoWasGrantedNothingSeesAndDoesNothing() throws IOException {
    try (IcebergClient ingest =
            new IcebergClient(service, warehouse, Tokens.ofService("ingest-service"));
        IcebergClient analyst = new IcebergClient(service, warehouse, Tokens.ofUser("analyst"))) {
      ingest.create("orders");

      assertThatThrownBy(() -> analyst.load("orders")).isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(() -> analyst.load("missing")).isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(() -> analyst.create("mine")).isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(
              () -> analyst.catalog().dropTable(IcebergClient.identifier("orders"), true))
          .isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(
              () ->
                  analyst
                      .catalog()
                      .renameTable(
                          IcebergClient.identifier("orders"), IcebergClient.identifier("mine")))
          .isInstanceOf(ForbiddenException.class);
      assertThat(analyst.catalog().listNamespaces()).isEmpty();
      assertThat(ingest.load("orders")).isNotNull();
    }
    List<Map<String, Object>> seen =
        request(Tokens.ofUser("analyst")).get("/api/v1/tables").then().extract().path("");
    assertThat(seen).isEmpty();
    request(Tokens.ofUser("analyst"))
        .get("/api/v1/tables/" + warehouse + ".bronze.orders/positions")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void nobodyChoosesWhereATableLies() throws IOException {
    try (IcebergClient ingest =
        new IcebergClient(service, warehouse, Tokens.ofService("ingest-service"))) {
      String victim = ingest.create("orders").location();
      String token = Tokens.ofUser("engineer");
      String path = "/iceberg/v1/" + warehouse + "/namespaces/bronze/tables/orders";

      for (String update :
          List.of(
              "{\"action\":\"set-location\",\"location\":\"s3://lakehouse/elsewhere\"}",
              "{\"action\":\"set-properties\",\"updates\":{\"write.data.path\":\"s3://lakehouse\"}}",
              "{\"action\":\"set-properties\",\"updates\":{\"write.metadata.path\":\""
                  + victim
                  + "/../other\"}}",
              "{\"action\":\"assign-uuid\",\"uuid\":\"" + UUID.randomUUID() + "\"}")) {
        request(token)
            .contentType("application/json")
            .body("{\"requirements\":[],\"updates\":[" + update + "]}")
            .post(path)
            .then()
            .statusCode(400);
      }
      request(token)
          .contentType("application/json")
          .body("{\"name\":\"stolen\",\"metadata-location\":\"" + metadata(token, path) + "\"}")
          .post("/iceberg/v1/" + warehouse + "/namespaces/bronze/register")
          .then()
          .statusCode(400);
      request(token)
          .contentType("application/json")
          .body("{\"name\":\"stolen\",\"metadata-location\":\"s3://other/x.metadata.json\"}")
          .post("/iceberg/v1/" + warehouse + "/namespaces/bronze/register")
          .then()
          .statusCode(400);
    }
  }

  @Test
  void errorsSpeakIcebergsLanguage() {
    String token = Tokens.ofUser("engineer");
    String tables = "/iceberg/v1/" + warehouse + "/namespaces/bronze/tables";

    error(request(token).get(tables + "/missing"), 404, "NoSuchTableException");
    error(request(token).get(tables), 404, "NoSuchNamespaceException");
    error(
        request(token).get("/iceberg/v1/config?warehouse=nowhere"),
        404,
        "NoSuchWarehouseException");
    error(request(token).get("/iceberg/v1/config"), 400, "BadRequestException");
    error(request(token).body("{").post(tables), 400, "BadRequestException");
    error(request(token).body("null").post(tables), 400, "BadRequestException");
    error(request(Tokens.ofUser("analyst")).get(tables + "/missing"), 403, "ForbiddenException");
  }

  @Test
  void whoComesWithoutAValidTokenIsToldSoByTheClient() {
    assertThatThrownBy(() -> new IcebergClient(service, warehouse, "nonsense"))
        .isInstanceOf(NotAuthorizedException.class);
  }

  private static void error(Response response, int status, String type) {
    response.then().statusCode(status).contentType("application/json");
    assertThat(response.<Integer>path("error.code")).isEqualTo(status);
    assertThat(response.<String>path("error.type")).isEqualTo(type);
    assertThat(response.<String>path("error.message")).isNotBlank();
  }

  private String metadata(String token, String path) {
    return request(token).get(path).then().statusCode(200).extract().path("metadata-location");
  }

  private Response config(String token) {
    return request(token).get("/iceberg/v1/config?warehouse=" + warehouse);
  }

  private RequestSpecification request(String token) {
    RequestSpecification request = RestAssured.given().baseUri(service.toString());
    return token == null ? request : request.auth().oauth2(token);
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encode(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(StandardCharsets.UTF_8));
  }
}
