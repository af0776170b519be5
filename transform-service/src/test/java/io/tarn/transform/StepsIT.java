package io.tarn.transform;

import static io.restassured.RestAssured.given;
import static io.tarn.testing.Platform.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.engine.Query;
import io.tarn.engine.Relation;
import io.tarn.engine.SqlEngine;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.model.TableName;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.SnapshotSummary;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableChange;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a whole, with the real catalog-service, Kafka, store and Keycloak around it. */
@RealServers
@QuarkusTest
@QuarkusTestResource(RealCatalog.class)
class StepsIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Inject Lakehouse lakehouse;
  @Inject SqlEngine engine;

  @ConfigProperty(name = "tarn.catalog-url")
  URI catalog;

  @TempDir Path scratch;

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final TableName bronze = new TableName("steps", "bronze", "orders_" + suffix);
  private final TableName silver = new TableName("steps", "silver", "orders_" + suffix);
  private long sent;

  @BeforeEach
  void declare() {
    new Platform(catalog)
        .apply(
            """
            kind: Source
            name: %1$s
            http: { path: /%2$s, format: json }
            ---
            kind: Table
            name: %3$s
            from: { o: %1$s }
            parse: { o: json }
            key: [id]
            keep: { first by: placed_at }
            sql: SELECT whole(o.id) AS id, instant(o.placed_at) AS placed_at, money(o.price) AS price FROM o
            expect:
              price is not negative: { check: price >= 0, on violation: quarantine }
            """
                .formatted(bronze, bronze.table(), silver));
  }

  /** One commit to bronze, as ingest-service makes it. */
  private void ingest(String... payloads) {
    Table table = lakehouse.createIfAbsent(bronze, BronzeTable.SCHEMA, Map.of());
    String topic = "kafka:tarn.raw." + bronze;
    Instant accepted = Instant.parse("2026-11-25T00:00:00Z").plusSeconds(sent);
    List<Object[]> rows = new ArrayList<>();
    for (String payload : payloads) {
      rows.add(
          new Object[] {
            payload, null, "application/json", Map.of(), accepted, topic, 0, sent + rows.size()
          });
    }
    try (RowStager stager = new RowStager(scratch, 1)) {
      lakehouse.commit(
          Commit.of(
              new TableChange.Append(
                  bronze,
                  stager.stage(table, rows).stream().toList(),
                  Provenance.ofSource(
                      Map.of(topic + ":0", new Range(sent, sent + rows.size())), accepted))));
    }
    sent += rows.size();
  }

  private Object answer(TableName name, String expression) {
    Table table = lakehouse.load(name);
    return engine
        .query(
            new Query(
                "SELECT %s FROM t".formatted(expression),
                Map.of("t", new Relation(table, Snapshots.files(table))),
                LONG))
        .rows()
        .getFirst()
        .getFirst();
  }

  private void awaitAnswer(TableName table, String expression, Object expected) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(answer(table, expression)).isEqualTo(expected));
  }

  private static String order(int id, int minute, String price) {
    return "{\"id\": %d, \"placed_at\": \"2026-11-25T10:%02d:00Z\", \"price\": %s}"
        .formatted(id, minute, price);
  }

  @Test
  void aCommitToBronzeMovesSilverWhichSaysWhereItsRowsComeFrom() {
    ingest(order(1, 5, "\"$1,299.00\""), order(2, 1, "0.1"), order(3, 1, "-1"), "{broken");
    awaitAnswer(silver, "string_agg(id || '=' || price, ' ' ORDER BY id)", "1=1299.0000 2=0.1000");

    ingest(order(1, 4, "5"), order(2, 9, "9"), order(4, 1, "9007199254740.9931"));

    awaitAnswer(
        silver,
        "string_agg(id || '=' || price, ' ' ORDER BY id)",
        "1=5.0000 2=0.1000 4=9007199254740.9931");
    assertThat(
            answer(
                new TableName(silver.catalog(), silver.namespace(), silver.table() + "_quarantine"),
                "string_agg(rule, ', ' ORDER BY source_offset)"))
        .isEqualTo("price is not negative, parse");
    assertThat(lakehouse.positions(silver)).containsEntry("table:" + bronze, 2L);
    assertThat(lakehouse.load(silver).currentSnapshot().summary())
        .containsEntry(SnapshotSummary.POSITIONS, "{\"table:%s\":[1,2]}".formatted(bronze))
        .containsEntry(SnapshotSummary.ACCEPTED_UP_TO, "2026-11-25T00:00:04Z");
  }

  @Test
  void whoMayChangeTheTableMayRefreshIt() {
    ingest(order(1, 1, "1"));
    awaitAnswer(silver, "count(*)", 1L);

    as("engineer")
        .queryParam("full", true)
        .post("/api/v1/steps/{table}/refresh", silver.toString())
        .then()
        .statusCode(200)
        .body("run.status", equalTo("succeeded"))
        .body("run.refresh", equalTo("full"));

    as("engineer")
        .get("/api/v1/steps")
        .then()
        .statusCode(200)
        .body("table", hasItem(silver.toString()));
  }

  @Test
  void whoMayNotIsToldSoAndSeesNoStep() {
    given().post("/api/v1/steps/{table}/refresh", silver.toString()).then().statusCode(401);
    as("analyst")
        .post("/api/v1/steps/{table}/refresh", silver.toString())
        .then()
        .statusCode(403)
        .body("detail", containsString("MODIFY"));
    as("analyst")
        .get("/api/v1/steps")
        .then()
        .statusCode(200)
        .body("table", not(hasItem(silver.toString())));
  }

  @Test
  void whoOnlyReadsTheTableSeesItsRunWithoutInputsHeMayNotSee() {
    ingest(order(1, 1, "1"));
    awaitAnswer(silver, "count(*)", 1L);
    Platform platform = new Platform(catalog);
    platform.apply(
        """
        kind: Policy
        name: %1$s-read
        on: %2$s
        grant: { SELECT: [user:analyst] }
        ---
        kind: Policy
        name: %1$s-used
        on: steps
        grant: { USE CATALOG: [user:analyst], USE NAMESPACE: [user:analyst] }
        """
            .formatted("steps-" + suffix, silver));
    String run = "find { it.table == '%s' }.lastRun.".formatted(silver);

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                as("analyst")
                    .get("/api/v1/steps")
                    .then()
                    .statusCode(200)
                    .body(run + "status", equalTo("succeeded"))
                    .body(run + "inputs", empty()));
    as("engineer").get("/api/v1/steps").then().body(run + "inputs", hasSize(1));
  }

  @Test
  void aStepThatDoesNotExistIsNotFound() {
    as("engineer")
        .post("/api/v1/steps/{table}/refresh", "steps.silver.nothing_" + suffix)
        .then()
        .statusCode(404);
    as("engineer").post("/api/v1/steps/{table}/refresh", "nonsense").then().statusCode(400);
  }
}
