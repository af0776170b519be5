package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose things are: who made them, or got them; nothing is left of it once they are gone. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class OwnersIT {
  private static final TableIdentifier TESTS = TableIdentifier.of("lab", "tests");

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;
  @Inject RulesInPart rules;

  private final Map<String, IcebergClient> clients = new HashMap<>();
  private final Api engineer = Api.as("engineer");
  private final Api scientist = Api.as("scientist");
  private final Api analyst = Api.as("analyst");
  private String warehouse;

  @BeforeEach
  void theScientistMakesALab() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    for (String user : new String[] {"user:scientist", "user:analyst"}) {
      engineer.letUse(warehouse, user);
    }
    engineer.grant(warehouse, "CREATE NAMESPACE", "user:scientist").statusCode(200);
    as("scientist").catalog().createNamespace(Namespace.of("lab"));
    as("scientist").catalog().createTable(TESTS, SCHEMA);
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
  void whoMakesSomethingMayDoAllWithItAndLetOthers() {
    scientist
        .get("/api/v1/owners")
        .body("findAll { it.owner == 'user:scientist' }.securable", hasItem(name()))
        .body("findAll { it.owner == 'user:scientist' }.securable", hasItem(warehouse + ".lab"));
    scientist
        .get("/api/v1/permissions/explanation?securable=%s&privilege=MODIFY".formatted(name()))
        .body("allowed", equalTo(true))
        .body("reason", equalTo("ALL PRIVILEGES on %s via user:scientist".formatted(name())));
    assertRefused("analyst");

    scientist.grant(name(), "SELECT", "user:analyst").statusCode(200);

    as("analyst").catalog().loadTable(TESTS);
    scientist.revoke(name(), "SELECT", "user:analyst").statusCode(204);
    assertRefused("analyst");
  }

  @Test
  void whatIsSaidOfOneThingIsReadWithoutTheRest() {
    long before = rules.version();

    TableIdentifier more = TableIdentifier.of("lab", "more");
    as("scientist").catalog().createTable(more, SCHEMA);
    scientist.grant(name(), "SELECT", "user:analyst").statusCode(200);
    own(scientist, name(), "user:analyst", 200);
    as("scientist").catalog().dropTable(more, false);
    as("scientist").catalog().createNamespace(Namespace.of("lab", "inner"));
    as("scientist").catalog().dropNamespace(Namespace.of("lab", "inner"));

    assertThat(rules.version()).isGreaterThanOrEqualTo(before + 6);
    assertThat(rules.readWholeSince(before)).isZero();
    assertRefused("scientist");
  }

  @Test
  void whoOwnsNothingGrantsNothingAndTakesNothing() {
    scientist.grant(name(), "SELECT", "user:analyst").statusCode(200);
    scientist.grant(name(), "MODIFY", "user:analyst").statusCode(200);

    analyst.grant(name(), "SELECT", "group:analysts").statusCode(403);
    own(analyst, name(), "user:analyst", 403);
    own(analyst, warehouse, "user:analyst", 403);
    analyst.request().put("/api/v1/classifications/" + name()).then().statusCode(403);
    analyst.get("/api/v1/owners?securable=" + name()).body("", empty());
    assertThatThrownBy(() -> as("analyst").catalog().dropTable(TESTS, false))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void theOwnerUsesWhatContainsItLikeAnybodyElse() {
    engineer.revoke(warehouse, "USE CATALOG", "user:scientist").statusCode(204);

    assertThat(scientist.decision(name(), "SELECT"))
        .containsEntry("allowed", false)
        .extractingByKey("reason")
        .asString()
        .startsWith("nobody granted USE CATALOG on %s to ".formatted(warehouse));
    assertRefused("scientist");
  }

  @Test
  void whatWasGivenAwayIsTheOthersAlone() {
    own(scientist, name(), "user:analyst", 200);

    as("analyst").catalog().loadTable(TESTS);
    assertRefused("scientist");
    engineer.get("/api/v1/owners?securable=" + name()).body("owner", contains("user:analyst"));
    analyst.grant(name(), "SELECT", "user:scientist").statusCode(200);
    as("scientist").catalog().loadTable(TESTS);
  }

  @Test
  void onlyWhatIsThereIsOwnedAndOnlyBySomebody() {
    own(engineer, warehouse + ".lab.nothing", "user:analyst", 404);
    own(engineer, "metastore", "user:analyst", 404);
    own(engineer, name(), "everybody", 400);
    own(engineer, "a..b", "user:analyst", 400);
    own(engineer, warehouse, "user:analyst", 200);

    analyst.grant(warehouse, "BROWSE", "user:officer").statusCode(200);
  }

  /** A table of the same name, made by somebody else, is somebody else's. */
  @Test
  void nothingIsLeftOfOwningWhatIsGone() {
    scientist.grant(name(), "SELECT", "user:officer").statusCode(200);
    engineer.letUse(warehouse, "user:officer");
    engineer.grant(warehouse + ".lab", "CREATE TABLE", "user:analyst").statusCode(200);
    own(engineer, warehouse + ".lab", "user:engineer", 200);
    assertThat(Api.as("officer").may("SELECT", name())).isTrue();

    as("scientist").catalog().dropTable(TESTS, false);
    assertThat(scientist.may("MANAGE", name())).isFalse();
    as("analyst").catalog().createTable(TESTS, SCHEMA);

    assertRefused("scientist");
    assertRefused("officer");
    scientist.grant(name(), "SELECT", "user:scientist").statusCode(403);
    as("analyst").catalog().loadTable(TESTS);
  }

  /** Else he would have all that somebody else makes there. */
  @Test
  void whatAnOwnerGrantsEndsWithWhatItIsOn() {
    engineer.grant(warehouse + ".lab", "CREATE TABLE", "user:analyst").statusCode(200);
    engineer.grant(warehouse + ".lab", "CREATE TABLE", "user:scientist").statusCode(200);
    own(engineer, warehouse + ".lab", "user:engineer", 200);
    scientist.grant(name(), "ALL PRIVILEGES", "user:scientist").statusCode(200);

    as("scientist").catalog().dropTable(TESTS, false);
    as("analyst").catalog().createTable(TESTS, SCHEMA);
    assertRefused("scientist");

    TableIdentifier trials = TableIdentifier.of("lab", "trials");
    as("scientist").catalog().createTable(trials, SCHEMA);
    scientist.grant(warehouse + ".lab.trials", "ALL PRIVILEGES", "user:officer").statusCode(200);
    as("scientist").catalog().renameTable(trials, TableIdentifier.of("lab", "trials_of_then"));
    assertThat(Api.as("officer").may("MANAGE", warehouse + ".lab.trials_of_then")).isTrue();
    as("analyst").catalog().createTable(trials, SCHEMA);
    assertThat(Api.as("officer").may("MANAGE", warehouse + ".lab.trials")).isFalse();
  }

  @Test
  void whatAPolicyGrantsOnIsNeitherDroppedNorRenamedBeforeThePolicy() {
    scientist
        .apply(
            """
            kind: Policy
            name: %1$s-mine
            on: %2$s
            grant: { ALL PRIVILEGES: [user:scientist] }
            """
                .formatted(warehouse, name()))
        .statusCode(200);

    assertThatThrownBy(() -> as("scientist").catalog().dropTable(TESTS, false))
        .hasMessageContaining("Policy/%s-mine grants rights on it".formatted(warehouse));
    assertThatThrownBy(
            () -> as("scientist").catalog().renameTable(TESTS, TableIdentifier.of("lab", "away")))
        .hasMessageContaining("manifests speak of them by name");
    scientist.delete("/api/v1/manifests/Policy/" + warehouse + "-mine").statusCode(204);
    assertThat(as("scientist").catalog().dropTable(TESTS, false)).isTrue();
  }

  /** Its owner would own the namespace then. */
  @Test
  void nothingIsRenamedToTheNameOfANamespace() {
    engineer.grant(warehouse, "CREATE NAMESPACE", "user:analyst").statusCode(200);
    as("analyst").catalog().createNamespace(Namespace.of("lab", "inner"));

    assertThatThrownBy(
            () -> as("scientist").catalog().renameTable(TESTS, TableIdentifier.of("lab", "inner")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("Namespace with same name already exists: lab.inner");
  }

  @Test
  void aNewNameChangesNoOwner() {
    as("scientist").catalog().renameTable(TESTS, TableIdentifier.of("lab", "trials"));

    assertThat(scientist.may("SELECT", warehouse + ".lab.trials")).isTrue();
    scientist
        .get("/api/v1/owners")
        .body("securable", hasItem(warehouse + ".lab.trials"))
        .body("securable", not(hasItem(name())));
  }

  @Test
  void aViewAndANamespaceAreOwnedLikeATable() {
    as("scientist")
        .catalog()
        .buildView(TableIdentifier.of("lab", "summary"))
        .withSchema(SCHEMA)
        .withDefaultNamespace(Namespace.of("lab"))
        .withQuery("spark", "SELECT 1")
        .create();
    assertThat(analyst.may("SELECT", warehouse + ".lab.summary")).isFalse();

    scientist.grant(warehouse + ".lab.summary", "SELECT", "user:analyst").statusCode(200);

    as("analyst").catalog().loadView(TableIdentifier.of("lab", "summary"));
    as("scientist").catalog().dropView(TableIdentifier.of("lab", "summary"));
    as("scientist").catalog().dropTable(TESTS, false);
    as("scientist").catalog().dropNamespace(Namespace.of("lab"));
    assertThat(scientist.may("MANAGE", warehouse + ".lab")).isFalse();
  }

  @Test
  void namespacesAreMadeByTheirOwnRightAndInsideWhatOneMayUse() {
    engineer.grant(warehouse, "CREATE TABLE", "user:analyst").statusCode(200);
    assertThatThrownBy(() -> as("analyst").catalog().createNamespace(Namespace.of("mine")))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("nobody granted CREATE NAMESPACE on " + warehouse);
    engineer.grant(warehouse, "CREATE NAMESPACE", "user:officer").statusCode(200);
    assertThatThrownBy(() -> as("officer").catalog().createNamespace(Namespace.of("mine")))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("nobody granted USE CATALOG on " + warehouse);

    engineer.grant(warehouse, "USE CATALOG", "user:officer").statusCode(200);

    as("officer").catalog().createNamespace(Namespace.of("mine"));
    assertThatThrownBy(
            () ->
                as("officer")
                    .catalog()
                    .setProperties(Namespace.of("lab"), new HashMap<>(Map.of("about", "mine"))))
        .isInstanceOf(ForbiddenException.class);
  }

  /** What the platform's services make for others is nobody's. */
  @Test
  void aServiceOwnsNothing() throws IOException {
    try (IcebergClient service =
        new IcebergClient(this.service, warehouse, Tokens.ofService("transform-service"))) {
      service.create("orders");
    }

    engineer
        .get("/api/v1/owners")
        .body("owner", not(hasItem("service:transform-service")))
        .body("securable", not(hasItem(warehouse + ".bronze.orders")));
  }

  private void assertRefused(String user) {
    assertThat(Api.as(user).may("SELECT", name())).isFalse();
    assertThatThrownBy(() -> as(user).catalog().loadTable(TESTS))
        .isInstanceOf(ForbiddenException.class);
  }

  private static void own(Api who, String securable, String owner, int status) {
    who.request()
        .body(Map.of("securable", securable, "owner", owner))
        .put("/api/v1/owners")
        .then()
        .statusCode(status);
  }

  private String name() {
    return warehouse + ".lab.tests";
  }

  private IcebergClient as(String user) {
    return clients.computeIfAbsent(
        user, each -> new IcebergClient(service, warehouse, Tokens.ofUser(each)));
  }
}
