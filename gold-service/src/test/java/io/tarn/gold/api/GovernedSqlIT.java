package io.tarn.gold.api;

import static io.restassured.RestAssured.given;
import static io.tarn.gold.platform.Sql.sql;
import static io.tarn.testing.Platform.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.gold.platform.AuditTrail;
import io.tarn.gold.platform.EventStream;
import io.tarn.gold.platform.People;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Snapshots;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as a whole, with the real catalog-service, Kafka, store and Keycloak around it. */
@RealServers
@QuarkusTest
@QuarkusTestResource(RealCatalog.class)
class GovernedSqlIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Far less than answers are kept. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @Inject Lakehouse lakehouse;

  @ConfigProperty(name = "tarn.catalog-url")
  URI catalog;

  @TestHTTPResource("/")
  URI service;

  @TempDir Path scratch;

  private Platform platform;
  private People people;

  @BeforeEach
  void threePeopleAreInGold() {
    platform = new Platform(catalog);
    people = new People(lakehouse, scratch);
    platform.apply(people.manifests());
    people.accept(
        "1, Claire Gute, South, $261.96",
        "2, Darrin Van Huff, West, 14.62",
        "3, Sean O'Donnell, Central, 957.5775");
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                sql("engineer", "SELECT count(*) FROM " + people.gold())
                    .statusCode(200)
                    .body("rows[0][0]", equalTo(3)));
  }

  @Test
  void theEngineerSeesAllAndTheAnalystWhatPoliciesLeave() {
    String statement = "SELECT id, name, sales FROM %s ORDER BY id".formatted(people.gold());

    sql("engineer", statement)
        .statusCode(200)
        .body("columns.name", contains("id", "name", "sales"))
        .body("columns.type", contains("BIGINT", "VARCHAR", "DECIMAL(18,4)"))
        .body(
            "rows",
            contains(
                List.of(1, "Claire Gute", "261.9600"),
                List.of(2, "Darrin Van Huff", "14.6200"),
                List.of(3, "Sean O'Donnell", "957.5775")))
        .body("truncated", equalTo(false));
    sql("analyst", statement)
        .statusCode(200)
        .body("rows", contains(List.of(1, "C***", "261.9600"), List.of(2, "D***", "14.6200")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM PEOPLE WHERE name LIKE '% %'",
        "SELECT count(*) FROM PEOPLE WHERE name = 'Claire Gute'",
        "SELECT count(*) FROM PEOPLE WHERE length(name) <> 4",
        "SELECT count(*) FROM PEOPLE p JOIN (VALUES ('Claire Gute')) v(full_name) ON v.full_name = p.name",
        "SELECT count(*) FROM (SELECT max(name) AS m, min(name) AS n FROM PEOPLE) WHERE m LIKE '%a%' OR n LIKE '%a%'",
        "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY name DESC) AS r, name FROM PEOPLE) WHERE name LIKE '%u%'",
        "SELECT count(*) FROM (SELECT string_agg(name, ',') AS all_names FROM PEOPLE) WHERE all_names LIKE '%e%'",
        "SELECT count(*) FROM PEOPLE p WHERE to_json(p)::VARCHAR LIKE '%Gute%'",
        "SELECT count(*) FROM PEOPLE AS t(a, b, c, d) WHERE b LIKE '%Huff%'",
        "WITH p AS (FROM PEOPLE) SELECT count(*) FROM p WHERE EXISTS (SELECT 1 FROM p q WHERE q.name LIKE '%Huff%')",
        "SELECT count(*) FROM PEOPLE WHERE hash(name) = hash('Claire Gute')",
        "SELECT count(*) FROM PEOPLE WHERE id = 3 OR region = 'Central'",
        "SELECT count(*) FROM (SELECT sum(sales) AS s FROM PEOPLE) WHERE s > 500",
      })
  void noClauseSeesWhatIsHidden(String statement) {
    sql("analyst", statement.replace("PEOPLE", people.gold().toString()))
        .statusCode(200)
        .body("rows[0][0]", equalTo(0));
  }

  @Test
  void eachManagerSeesTheirOwnRegionAndTheBoardAllOfThem() {
    String statement = "SELECT id FROM %s ORDER BY id".formatted(people.gold());
    people.accept("4, Anna Andreadi, officer, 1.00", "5, Bart Pistole, scientist, 2.00");
    platform.grant(people.gold().toString(), "user:officer");
    platform.grant(people.gold().toString(), "user:scientist");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> sql("analyst", statement).statusCode(200).body("rows.size()", equalTo(4)));

    platform.apply(
        """
        kind: Policy
        name: %s-own-region
        on: %s
        filter: "region = current_user() OR is_member('analysts') -- or current_user()"
        except: [group:engineers]
        """
            .formatted(people.gold().catalog(), people.gold()));

    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              sql("officer", statement).body("rows", contains(List.of(4)));
              sql("scientist", statement).body("rows", contains(List.of(5)));
            });
    sql("analyst", statement).body("rows.size()", equalTo(4));
    sql("engineer", statement).body("rows.size()", equalTo(5));
    sql("officer", "SELECT count(*) FROM %s WHERE region <> 'officer'".formatted(people.gold()))
        .body("rows[0][0]", equalTo(0));
    sql("analyst", "SELECT current_user()").statusCode(400);
  }

  @Test
  void csvAndParquetHideTheSame() {
    for (String format : List.of("text/csv", "application/vnd.apache.parquet")) {
      byte[] answer =
          as("analyst")
              .accept(format)
              .contentType("application/json")
              .body(Map.of("sql", "SELECT * FROM %s ORDER BY id".formatted(people.gold())))
              .post("/sql")
              .then()
              .statusCode(200)
              .header("Tarn-Rows", "2")
              .extract()
              .asByteArray();

      assertThat(new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("C***")
          .doesNotContain("Gute")
          .doesNotContain("Donnell");
    }
  }

  @Test
  void whatTheAnalystMayNotReadIsRefusedByNameAndWrittenDown() {
    try (AuditTrail trail = AuditTrail.fromNow()) {
      sql("analyst", "SELECT payload FROM " + people.bronze())
          .statusCode(403)
          .contentType("application/problem+json")
          .body("detail", containsString(people.bronze().toString()))
          .body("hint", containsString("grant"));

      assertThat(trail.next(people.bronze()))
          .containsEntry("principal", "user:analyst")
          .containsEntry("allowed", false);
    }
    sql("analyst", "SELECT 1 FROM %s, %s".formatted(people.gold(), people.bronze()))
        .statusCode(403);
  }

  @Test
  void anAnswerIsWrittenDownWithItsStatementAndRows() {
    try (AuditTrail trail = AuditTrail.fromNow()) {
      String statement = "SELECT name FROM " + people.gold();
      sql("analyst", statement).statusCode(200);

      assertThat(trail.next(people.gold()))
          .containsEntry("principal", "user:analyst")
          .containsEntry("service", "gold-service")
          .containsEntry("action", "SELECT")
          .containsEntry("allowed", true)
          .containsEntry("query", statement)
          .containsEntry("rows", 2);
    }
  }

  @Test
  void aGrantHoldsAtOnceAndSoDoesItsEnd() {
    String statement = "SELECT count(*) FROM " + people.gold();
    sql("officer", statement).statusCode(403);

    platform.grant(people.gold().toString(), "user:officer");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> sql("officer", statement).statusCode(200).body("rows[0][0]", equalTo(2)));

    platform.revoke(people.gold().toString(), "user:officer");
    await().atMost(LONG).untilAsserted(() -> sql("officer", statement).statusCode(403));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM query('SELECT 1')",
        "FROM '/etc/passwd'",
        "FROM read_text('/etc/passwd')",
        "COPY PEOPLE TO '/tmp/x'",
        "SELECT error(name) FROM PEOPLE",
        "SELECT 1; SELECT 2",
        "SET threads = 1",
        "SELECT nosuch FROM PEOPLE",
        "SELECT name::INT FROM PEOPLE",
      })
  void whatIsRefusedOrWrongIsExplainedWithoutATrace(String statement) {
    String answer =
        sql("analyst", statement.replace("PEOPLE", people.gold().toString()))
            .statusCode(400)
            .contentType("application/problem+json")
            .extract()
            .asString();

    assertThat(answer).doesNotContain("target").doesNotContain(".parquet").doesNotContain("Gute");
  }

  @Test
  void aNameOfTwoPartsIsRefusedWhereItCouldMeanSeveralTables() {
    platform.apply(new People(lakehouse, scratch).manifests());

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                sql("engineer", "SELECT 1 FROM gold.people")
                    .statusCode(400)
                    .body("detail", containsString("Several catalogs have a namespace gold")));
    sql("engineer", "SELECT 1 FROM nosuch.people")
        .statusCode(400)
        .body("detail", containsString("No catalog has a namespace nosuch"));
  }

  @Test
  void aTableOfAnotherEngineIsNamedAsItIsSpelled() {
    String home = people.gold().catalog();
    make("/namespaces", "{\"namespace\": [\"Web\"]}", home);
    make(
        "/namespaces/Web/tables",
        """
        {"name": "Clicks", "schema": {"type": "struct", "fields": [
          {"id": 1, "name": "PageUrl", "type": "string", "required": false}]}}""",
        home);

    sql("engineer", "SELECT max(PageUrl), count(*) FROM %s.\"Web\".\"Clicks\"".formatted(home))
        .statusCode(200)
        .body("rows[0][1]", equalTo(0));
    sql("engineer", "SELECT count(*) FROM %s.Web.Clicks".formatted(home)).statusCode(404);
    sql("analyst", "SELECT count(*) FROM %s.\"Web\".\"Clicks\"".formatted(home)).statusCode(403);
  }

  /** Whoever writes a table names its files, but has no right to them by that. */
  @Test
  void aProtectedFileIsNotReadThroughATableOfOnesOwn() throws IOException {
    String home = people.gold().catalog();
    make("/namespaces", "{\"namespace\": [\"desk\"]}", home);
    as("engineer")
        .baseUri(catalog.toString())
        .contentType("application/json")
        .body(
            Map.of(
                "securable", home + ".desk",
                "privilege", "CREATE TABLE",
                "principal", "user:analyst"))
        .post("/api/v1/grants")
        .then()
        .statusCode(200);
    Table hidden = lakehouse.load(people.gold());
    try (RESTCatalog analyst = icebergClient("analyst", home)) {
      Table own = analyst.createTable(TableIdentifier.of("desk", "own"), hidden.schema());
      AppendFiles append = own.newAppend();
      Snapshots.files(hidden).forEach(file -> append.appendFile(file.data()));
      append.commit();
    }

    sql("engineer", "SELECT count(*) FROM " + people.gold()).statusCode(200);
    sql("analyst", "SELECT name FROM %s.desk.own".formatted(home))
        .statusCode(403)
        .body("detail", containsString("does not lie below"));
  }

  /** With the store's keys, which an engine need not have to commit what names any file. */
  private RESTCatalog icebergClient(String person, String warehouse) {
    RESTCatalog client = new RESTCatalog();
    client.initialize(
        person,
        Map.of(
            "uri",
            catalog.resolve("/iceberg").toString(),
            "warehouse",
            warehouse,
            "token",
            Tokens.ofUser(person),
            "token-refresh-enabled",
            "false",
            "io-impl",
            S3FileIO.class.getName(),
            "s3.endpoint",
            System.getenv("TARN_S3_ENDPOINT"),
            "s3.path-style-access",
            "true",
            "s3.access-key-id",
            System.getenv("TARN_S3_ACCESS_KEY"),
            "s3.secret-access-key",
            System.getenv("TARN_S3_SECRET_KEY"),
            "client.region",
            System.getenv("TARN_S3_REGION")));
    return client;
  }

  private void make(String path, String what, String home) {
    given()
        .auth()
        .oauth2(Tokens.ofUser("engineer"))
        .contentType("application/json")
        .body(what)
        .post(catalog.resolve("/iceberg/v1/" + home + path))
        .then()
        .statusCode(200);
  }

  @Test
  void aDashboardIsForThoseWhoMayReadAllOfIt() {
    String name = people.dashboard();

    as("analyst").get("/api/v1/dashboards").then().body("name", hasItem(name));
    as("officer").get("/api/v1/dashboards").then().statusCode(200).body("name", not(hasItem(name)));
    as("officer").get("/api/v1/dashboards/" + name).then().statusCode(403);
    as("officer").get("/api/v1/dashboards/" + name + "/tiles/0/data").then().statusCode(403);
    as("officer").get("/api/v1/dashboards/" + name + "/changes").then().statusCode(403);

    as("analyst")
        .get("/api/v1/dashboards/" + name)
        .then()
        .body("title", equalTo("People"))
        .body("tiles[0].chart", equalTo("bar"))
        .body("tiles[0].x", equalTo("name"))
        .body("tiles[0].tables", contains(people.gold().toString()))
        .body("tiles[1].tables", empty());
  }

  @Test
  void aTileShowsEachWhatTheyMaySee() {
    String data = "/api/v1/dashboards/" + people.dashboard() + "/tiles/";
    for (int again = 0; again < 2; again++) {
      as("engineer").get(data + "0/data").then().body("rows[2][0]", equalTo("Sean O'Donnell"));
      as("analyst")
          .get(data + "0/data")
          .then()
          .body("rows.collect { it[0] }", contains("C***", "D***"));
    }
    as("analyst")
        .get(data + "1/data")
        .then()
        .statusCode(400)
        .body("detail", containsString("getenv"));
    as("analyst").get(data + "2/data").then().statusCode(404);
  }

  @Test
  void aRememberedTileEndsWithTheRightToItAndChangesWithAPolicy() {
    String tile = "/api/v1/dashboards/" + people.dashboard() + "/tiles/0/data";
    platform.grant(people.gold().toString(), "user:officer");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> as("officer").get(tile).then().statusCode(200).body("rows.size()", equalTo(2)));

    platform.apply(
        """
        kind: Policy
        name: %s-west-only
        on: %s
        filter: region = 'West'
        except: [group:engineers]
        """
            .formatted(people.gold().catalog(), people.gold()));
    await()
        .atMost(SOON)
        .untilAsserted(() -> as("officer").get(tile).then().body("rows.size()", equalTo(1)));

    platform.revoke(people.gold().toString(), "user:officer");
    await().atMost(SOON).untilAsserted(() -> as("officer").get(tile).then().statusCode(403));
    as("engineer").get(tile).then().body("rows.size()", equalTo(3));
  }

  @Test
  void aCommitIsHeardAndTheTileFollows() {
    String dashboard = "/api/v1/dashboards/" + people.dashboard();
    as("analyst").get(dashboard + "/tiles/0/data").then().body("rows.size()", equalTo(2));

    try (EventStream changes =
        EventStream.open(service.resolve(dashboard + "/changes"), Tokens.ofUser("analyst"))) {
      people.accept("4, Brosina Hoffman, West, 48.86");

      assertThat(changes.nextData()).contains("\"table\":\"" + people.gold() + "\"");
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  as("analyst")
                      .get(dashboard + "/tiles/0/data")
                      .then()
                      .body("rows.size()", equalTo(3)));
    }
  }

  @Test
  void aStreamEndsWithTheRightToIt() {
    platform.grant(people.gold().toString(), "user:officer");
    String changes = "/api/v1/dashboards/" + people.dashboard() + "/changes";
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                as("officer")
                    .get("/api/v1/dashboards")
                    .then()
                    .body("name", hasItem(people.dashboard())));

    try (EventStream stream =
        EventStream.open(service.resolve(changes), Tokens.ofUser("officer"))) {
      platform.revoke(people.gold().toString(), "user:officer");

      await().atMost(LONG).until(stream::ended);
    }
  }

  @Test
  void nothingButTheConsoleIsPublic() {
    for (String path : List.of("/sql", "/api/v1/dashboards", "/api/v1/steps", "/nosuch")) {
      given().get(path).then().statusCode(401);
    }
    given()
        .get("/config.json")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .body("clientId", equalTo("console"))
        .body("issuer", equalTo(System.getenv("TARN_OIDC_ISSUER")));
    given().get("/").then().statusCode(200).body(containsString("<div id="));
  }

  @Test
  void theStepIsListed() {
    as("engineer")
        .get("/api/v1/steps")
        .then()
        .statusCode(200)
        .body("table", hasItem(people.gold().toString()));
  }
}
