package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that is sent again with the same key is done once. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class IdempotencyIT {
  private static final String ORDERS =
      """
      {"name": "orders", "schema": {"type": "struct", "fields": [
        {"id": 1, "name": "payload", "required": false, "type": "string"}]}}""";

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private String warehouse;
  private String engineer;

  @BeforeEach
  void makeNamespace() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    engineer = Tokens.ofUser("engineer");
    assertThat(post(key(), "namespaces", namespace("bronze")).statusCode()).isEqualTo(200);
  }

  @Test
  void clientsAreToldForHowLongTheyMayRepeat() {
    Response config =
        as(engineer, null).queryParam("warehouse", warehouse).get("/iceberg/v1/config");

    assertThat(config.<String>path("idempotency-key-lifetime")).isEqualTo("PT30M");
  }

  @Test
  void aTableIsMadeOnce() {
    String key = key();

    Response first = post(key, tables(), ORDERS);
    Response again = post(key, tables(), ORDERS);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.<String>path("metadata.table-uuid"))
        .isEqualTo(first.path("metadata.table-uuid"));
    assertThat(post(key(), tables(), ORDERS).statusCode()).isEqualTo(409);
  }

  @Test
  void whatIsRefusedStaysRefused() {
    String late = key();
    post(key(), tables(), ORDERS);
    Response refused = post(late, tables(), ORDERS);
    delete(key(), tables() + "/orders");

    Response again = post(late, tables(), ORDERS);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.asString()).isEqualTo(refused.asString());
    assertThat(post(key(), tables(), ORDERS).statusCode()).isEqualTo(200);
  }

  @Test
  void aChangeIsNotMadeAgainOnWhatOthersMadeOfIt() {
    post(key(), tables(), ORDERS);
    String key = key();
    post(key, tables() + "/orders", owner("first"));
    post(key(), tables() + "/orders", owner("second"));

    Response again = post(key, tables() + "/orders", owner("first"));

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.<String>path("metadata.properties.owner")).isEqualTo("second");
  }

  @Test
  void whatIsGoneIsNotDroppedAgain() {
    post(key(), tables(), ORDERS);
    String key = key();
    assertThat(delete(key, tables() + "/orders").statusCode()).isEqualTo(204);
    post(key(), tables(), ORDERS);

    assertThat(delete(key, tables() + "/orders").statusCode()).isEqualTo(204);

    assertThat(as(engineer, null).get(path(tables() + "/orders")).statusCode()).isEqualTo(200);
  }

  /** His right to drop it went with it. */
  @Test
  void whoseOwnTableIsGoneIsToldSoAgain() {
    Api administrator = new Api(engineer);
    administrator.letUse(warehouse, "user:analyst");
    administrator.grant(warehouse, "CREATE TABLE", "user:analyst").statusCode(200);
    String analyst = Tokens.ofUser("analyst");
    as(analyst, key()).body(ORDERS).post(path(tables())).then().statusCode(200);
    RequestSpecification drop = as(analyst, key()).basePath(path(tables()));
    assertThat(drop.delete("/orders").statusCode()).isEqualTo(204);

    assertThat(drop.delete("/orders").statusCode()).isEqualTo(204);

    assertThat(as(analyst, key()).delete(path(tables() + "/orders")).statusCode()).isEqualTo(403);
  }

  @Test
  void aKeyIsForOneRequestOfOnePrincipal() {
    String key = key();
    post(key, tables(), ORDERS);

    Response otherBody = post(key, tables(), ORDERS.replace("orders", "returns"));
    Response otherPath = delete(key, tables() + "/orders");
    Response somebodyElse =
        as(Tokens.ofService("ingest-service"), key).body(ORDERS).post(path(tables()));

    assertThat(Stream.of(otherBody, otherPath, somebodyElse).map(Response::statusCode))
        .containsOnly(422);
    assertThat(post("not-a-uuid", tables(), ORDERS).statusCode()).isEqualTo(400);
  }

  @Test
  void aRightThatIsTakenBackEndsTheAnswersToo() {
    post(key(), tables(), ORDERS);
    String orders = warehouse + ".bronze.orders";
    Api administrator = new Api(engineer);
    administrator.letUse(warehouse, "user:analyst");
    administrator.grant(orders, "MODIFY", "user:analyst").statusCode(200);
    administrator.grant(orders, "SELECT", "user:analyst").statusCode(200);
    RequestSpecification change =
        as(Tokens.ofUser("analyst"), key()).body(owner("analyst")).basePath(path(tables()));
    assertThat(change.post("/orders").statusCode()).isEqualTo(200);

    administrator.revoke(orders, "SELECT", "user:analyst").statusCode(204);

    assertThat(change.post("/orders").statusCode()).isEqualTo(403);
  }

  @Test
  void ofManyAtTheSameTimeOneIsCarriedOut() {
    String key = key();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<CompletableFuture<Response>> asked =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> post(key, "namespaces", namespace("silver")), clients))
              .limit(8)
              .toList();

      assertThat(asked).extracting(answer -> answer.join().statusCode()).containsOnly(200);
    }
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String tables() {
    return "namespaces/bronze/tables";
  }

  private static String namespace(String name) {
    return "{\"namespace\": [\"%s\"], \"properties\": {}}".formatted(name);
  }

  private static String owner(String owner) {
    return """
        {"requirements": [], "updates": [
          {"action": "set-properties", "updates": {"owner": "%s"}}]}"""
        .formatted(owner);
  }

  private Response post(String key, String path, String body) {
    return as(engineer, key).body(body).post(path(path));
  }

  private Response delete(String key, String path) {
    return as(engineer, key).delete(path(path));
  }

  private String path(String path) {
    return "/iceberg/v1/" + warehouse + "/" + path;
  }

  private RequestSpecification as(String token, String key) {
    RequestSpecification request =
        RestAssured.given()
            .baseUri(service.toString())
            .auth()
            .oauth2(token)
            .contentType("application/json");
    return key == null ? request : request.header("Idempotency-Key", key);
  }
}
