package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that another engine wrote, saying nothing, may hold anything: even salaries. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class UnknownLineageIT {
  private static final TableIdentifier EXPORT = TableIdentifier.of("gold", "export");

  @TestHTTPResource("/")
  URI service;

  @Inject RulesInPart rules;

  private final Shop shop = new Shop();
  private final Map<String, IcebergClient> clients = new HashMap<>();
  private final Api engineer = Api.as("engineer");
  private final Api scientist = Api.as("scientist");
  private final Api analyst = Api.as("analyst");
  private Table export;

  /** The analyst may read all of gold, where the scientist's engine leaves something. */
  @BeforeEach
  void anEngineLeavesSomethingInGold() {
    engineer.apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead()).statusCode(200);
    engineer.grant(shop.table("gold"), "CREATE TABLE", "user:scientist").statusCode(200);
    engineer.grant(shop.table("gold"), "MODIFY", "user:scientist").statusCode(200);
    export = as("scientist").catalog().createTable(EXPORT, SCHEMA);
    IcebergClient.append(export, Map.of()).commit();
  }

  @AfterEach
  void whatIsKnownOfTheRulesIsWhatThereIs() {
    rules.areAsWhole();
  }

  @AfterEach
  void disconnect() throws IOException {
    for (IcebergClient client : clients.values()) {
      client.close();
    }
  }

  @Test
  void itIsItsOwnersAloneUntilTheOwnerClassifiesIt() {
    assertClosed(analyst, "analyst", EXPORT);
    assertThat(scientist.may("SELECT", name("export"))).isTrue();
    assertThat(engineer.may("SELECT", name("export"))).isTrue();
    assertThat(new Api(Tokens.ofService("gold-service")).may("SELECT", name("export"))).isTrue();
    scientist
        .get("/api/v1/classifications")
        .body("findAll { it.table == '%s' }.by".formatted(name("export")), contains((Object) null));
    analyst
        .get("/api/v1/classifications")
        .body("findAll { it.table == '%s' }".formatted(name("export")), empty());

    scientist.request().put("/api/v1/classifications/" + name("export")).then().statusCode(204);

    assertOpen(analyst, "analyst", EXPORT);
    engineer
        .get("/api/v1/classifications")
        .body(found("by"), equalTo("user:scientist"))
        .body(found("at"), notNullValue());
    IcebergClient.append(export, Map.of()).commit();
    assertOpen(analyst, "analyst", EXPORT);

    scientist.request().delete("/api/v1/classifications/" + name("export")).then().statusCode(204);
    assertClosed(analyst, "analyst", EXPORT);
  }

  @Test
  void theReasonIsTold() {
    analyst
        .get("/api/v1/permissions/explanation?privilege=SELECT&securable=" + name("export"))
        .body("allowed", equalTo(false))
        .body("missing", contains("SELECT on " + name("export")))
        .body(
            "reason",
            containsString(
                "SELECT on %s via group:analysts does not reach %s, whose lineage is unknown"
                    .formatted(shop.table("gold"), name("export"))));
  }

  @Test
  void onlyWhatTheOwnerGaveOnTheTableItselfReachesIt() {
    engineer.grant(name("export"), "SELECT", "user:analyst").statusCode(200);
    assertClosed(analyst, "analyst", EXPORT);
    engineer.grant(shop.table("gold"), "ALL PRIVILEGES", "group:officers").statusCode(200);
    assertThat(Api.as("officer").may("SELECT", name("export"))).isFalse();

    scientist.grant(name("export"), "SELECT", "user:analyst").statusCode(200);

    assertOpen(analyst, "analyst", EXPORT);
    assertThat(Api.as("officer").may("SELECT", name("export"))).isFalse();
  }

  @Test
  void aNewNameIsNoWayOut() {
    TableIdentifier harmless = TableIdentifier.of("gold", "harmless");
    engineer.grant(name("export"), "MANAGE", "user:analyst").statusCode(200);
    engineer.grant(shop.table("gold"), "CREATE TABLE", "user:analyst").statusCode(200);

    as("analyst").catalog().renameTable(EXPORT, harmless);

    assertClosed(analyst, "analyst", harmless);
    assertThat(scientist.may("SELECT", name("harmless"))).isTrue();
    assertThatThrownBy(
            () ->
                as("engineer")
                    .catalog()
                    .renameTable(harmless, TableIdentifier.of("silver", "orders_quarantine")))
        .as("what a manifest declares counts as known")
        .hasMessageContaining("manifests speak of them by name");
  }

  /** A view says what to read; whoever resolves it needs the right to read that. */
  @Test
  void aViewOverItShowsNoneOfIt() {
    as("scientist")
        .catalog()
        .buildView(TableIdentifier.of("gold", "window"))
        .withSchema(SCHEMA)
        .withDefaultNamespace(Namespace.of("gold"))
        .withQuery("spark", "SELECT * FROM gold.export")
        .create();

    as("analyst").catalog().loadView(TableIdentifier.of("gold", "window"));

    assertClosed(analyst, "analyst", EXPORT);
  }

  @Test
  void whatOthersReportOfItOpensItOnlyIfTheyMayReadIt() {
    engineer.grant(shop.table("gold"), "MODIFY", "user:analyst").statusCode(200);
    inGold("customers", "gold-service", Map.of());

    report(analyst, "customers").statusCode(201);
    assertClosed(analyst, "analyst", EXPORT);
    report(scientist, "nothing").statusCode(201);
    assertClosed(analyst, "analyst", EXPORT);

    report(scientist, "customers").statusCode(201);
    assertOpen(analyst, "analyst", EXPORT);
  }

  /** The past of another table of that name counts for nothing. */
  @Test
  void aTableThatIsMadeAgainIsAsUnknownAsAny() {
    scientist.request().put("/api/v1/classifications/" + name("export")).then().statusCode(204);
    as("scientist").catalog().dropTable(EXPORT, false);

    as("scientist").catalog().createTable(EXPORT, SCHEMA);

    assertClosed(analyst, "analyst", EXPORT);
  }

  @Test
  void anEngineThatSaysWhatItReadLeavesATableThatIsRead() {
    Map<String, String> read =
        Map.of("tarn.inputs", "{\"%s\": 1}".formatted(shop.table("silver.orders")));
    assertThatThrownBy(() -> IcebergClient.append(export, read).commit())
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("nobody granted SELECT on " + shop.table("silver.orders"));
    assertClosed(analyst, "analyst", EXPORT);

    engineer.grant(shop.table("silver"), "SELECT", "user:scientist").statusCode(200);
    IcebergClient.append(export, read).commit();

    assertOpen(analyst, "analyst", EXPORT);
  }

  @Test
  void whatAServiceMadeIsReadUntilAnotherEngineAddsToIt() {
    TableIdentifier scratch = TableIdentifier.of("gold", "scratch");
    inGold("scratch", "gold-service", Map.of());
    assertOpen(analyst, "analyst", scratch);

    Table written = as("scientist").catalog().loadTable(scratch);
    written.updateProperties().set("about", "scratch").commit();
    assertOpen(analyst, "analyst", scratch);
    IcebergClient.append(written, Map.of()).toBranch("aside").commit();

    assertClosed(analyst, "analyst", scratch);
  }

  @Test
  void whatAManifestDeclaresIsKnownAsLongAsItIsInForce() {
    TableIdentifier customers = TableIdentifier.of("gold", "customers");
    inGold("customers", "gold-service", Map.of());
    IcebergClient.append(as("scientist").catalog().loadTable(customers), Map.of()).commit();
    assertOpen(analyst, "analyst", customers);

    engineer.delete("/api/v1/manifests/Table/" + name("customers")).statusCode(204);

    assertClosed(analyst, "analyst", customers);
  }

  private void inGold(String table, String by, Map<String, String> summary) {
    try (IcebergClient client = new IcebergClient(service, shop.catalog, Tokens.ofService(by))) {
      IcebergClient.append(
              client.catalog().createTable(TableIdentifier.of("gold", table), SCHEMA), summary)
          .commit();
    } catch (IOException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  /** In SQL, which asks; for an engine with keys, and for one without. */
  private void assertClosed(Api who, String user, TableIdentifier table) {
    assertThat(who.may("SELECT", name(table.name()))).isFalse();
    assertThatThrownBy(() -> as(user).catalog().loadTable(table))
        .isInstanceOf(ForbiddenException.class);
    sign(who, table).statusCode(403);
  }

  private void assertOpen(Api who, String user, TableIdentifier table) {
    assertThat(who.may("SELECT", name(table.name()))).isTrue();
    as(user).catalog().loadTable(table);
    sign(who, table).statusCode(200);
  }

  private ValidatableResponse sign(Api who, TableIdentifier table) {
    String location = as("engineer").catalog().loadTable(table).location();
    return RestAssured.given()
        .auth()
        .oauth2(who.token())
        .contentType("application/json")
        .body(
            Map.of(
                "region",
                "us-east-1",
                "method",
                "GET",
                "uri",
                location.replace("s3:/", System.getenv("TARN_S3_ENDPOINT")) + "/data/one.parquet",
                "headers",
                Map.of("x-test", List.of("1"))))
        .post(
            "/iceberg/v1/{warehouse}/namespaces/gold/tables/{table}/sign",
            shop.catalog,
            table.name())
        .then();
  }

  private ValidatableResponse report(Api who, String input) {
    return who.request()
        .body(
            """
            {"eventType": "COMPLETE", "eventTime": "2026-11-25T10:00:00Z", "producer": "https://p",
             "schemaURL": "https://s", "run": {"runId": "r"}, "job": {"namespace": "n", "name": "j"},
             "inputs": [{"namespace": "tarn", "name": "%s"}],
             "outputs": [{"namespace": "tarn", "name": "%s"}]}"""
                .formatted(input.equals("nothing") ? "files" : name(input), name("export")))
        .post("/api/v1/lineage")
        .then();
  }

  private String found(String field) {
    return "find { it.table == '%s' }.%s".formatted(name("export"), field);
  }

  private String name(String table) {
    return shop.table("gold." + table);
  }

  private IcebergClient as(String user) {
    return clients.computeIfAbsent(
        user, each -> new IcebergClient(service, shop.catalog, Tokens.ofUser(each)));
  }
}
