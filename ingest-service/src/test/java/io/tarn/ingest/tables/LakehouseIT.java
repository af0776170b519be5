package io.tarn.ingest.tables;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tarn.engine.TableUpkeep;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.ingest.BronzeContent;
import io.tarn.ingest.Servers;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.Commit;
import io.tarn.tables.Connection;
import io.tarn.tables.DeletionVectors;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.PositionConflictException;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.Retention;
import io.tarn.tables.Snapshots;
import io.tarn.tables.StoreFiles;
import io.tarn.tables.TableChange;
import io.tarn.tables.TableFile;
import io.tarn.testing.Platform;
import io.tarn.testing.RealCatalog;
import io.tarn.testing.RealServers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of the lakehouse with the real catalog-service, store and Keycloak. */
@RealServers
class LakehouseIT {
  private static final String KEY = "kafka:topic:0";
  private static final RealCatalog CATALOG = new RealCatalog();

  @TempDir Path scratch;

  private final String catalog = Servers.unique("lake");
  private final TableName orders = new TableName(catalog, "bronze", "orders");
  private final TableName others = new TableName(catalog, "silver", "others");
  private Lakehouse lakehouse;
  private RowStager rows;

  @BeforeAll
  static void start() {
    CATALOG.start();
  }

  @AfterAll
  static void stop() {
    CATALOG.stop();
  }

  @BeforeEach
  void tables() {
    new Platform(CATALOG.address())
        .apply(
            """
            kind: Source
            name: %1$s.bronze.orders
            http: { path: /%1$s, format: json }
            """
                .formatted(catalog));
    lakehouse = connect("ingest-service", "ingest-service-secret");
    rows = new RowStager(scratch.resolve("rows"), 1);
    lakehouse.createIfAbsent(orders, BronzeTable.SCHEMA, Map.of());
    lakehouse.createIfAbsent(others, BronzeTable.SCHEMA, Map.of());
  }

  @AfterEach
  void close() {
    rows.close();
    lakehouse.close();
  }

  @Test
  void several_who_make_a_table_at_once_get_the_same_one() {
    TableName table = new TableName(catalog, "gold", "race");

    List<CompletableFuture<Table>> made =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> lakehouse.createIfAbsent(table, BronzeTable.SCHEMA, Map.of())))
            .toList();

    assertThat(made.stream().map(CompletableFuture::join).map(Table::uuid).distinct()).hasSize(1);
    assertThat(lakehouse.find(new TableName(catalog, "gold", "nothing"))).isEmpty();
    assertThat(lakehouse.find(TableName.parse("nowhere.gold.nothing"))).isEmpty();
  }

  @Test
  void two_tables_change_together_or_not_at_all() {
    Commit both = Commit.of(append(orders, 3, at(KEY, 0, 3)), append(others, 1, Provenance.none()));
    lakehouse.commit(both);
    assertThat(lakehouse.positions(orders)).containsExactly(Map.entry(KEY, 3L));

    Commit again =
        Commit.of(append(orders, 3, at(KEY, 0, 3)), append(others, 1, Provenance.none()));

    assertThatThrownBy(() -> lakehouse.commit(again)).isInstanceOf(PositionConflictException.class);
    assertThat(content(orders)).isEqualTo(3);
    assertThat(content(others)).isEqualTo(1);
  }

  @Test
  void rows_are_deleted_by_vectors_and_a_stale_change_is_a_conflict() {
    lakehouse.commit(Commit.of(append(orders, 3, at(KEY, 0, 3))));
    Table table = lakehouse.load(orders);
    OptionalLong read = Snapshots.current(table);
    TableFile file = Snapshots.files(table).getFirst();
    Commit delete =
        Commit.of(
            new TableChange.RowDelta(
                orders,
                read,
                List.of(),
                DeletionVectors.stage(table, Map.of(file, new long[] {1})),
                at("table:x", 0, 1)));

    lakehouse.commit(delete);

    Table now = lakehouse.load(orders);
    assertThat(DeletionVectors.positions(now, Snapshots.files(now).getFirst())).containsExactly(1);
    Commit stale =
        Commit.of(new TableChange.ReplaceAll(orders, read, List.of(), at("table:x", 1, 2)));
    assertThatThrownBy(() -> lakehouse.commit(stale)).satisfies(is(ErrorKind.CONFLICT));
  }

  @Test
  void upkeep_leaves_one_file_and_few_snapshots_with_the_same_rows() {
    for (int i = 0; i < 6; i++) {
      lakehouse.commit(Commit.of(append(orders, 2, at(KEY, 2L * i, 2L * i + 2))));
    }
    List<String> before = bronze(orders).select("payload");

    try (DuckDbEngine engine =
        new DuckDbEngine(DuckDbSettings.in(scratch.resolve("engine").toAbsolutePath()))) {
      new TableUpkeep(
              lakehouse,
              engine,
              new TableUpkeep.Limits(1_000_000, 3, new Retention(1, Duration.ZERO)))
          .tend(orders);
    }

    Table table = lakehouse.load(orders);
    assertThat(Snapshots.files(table)).hasSize(1);
    assertThat(table.snapshots()).hasSize(1);
    assertThat(bronze(orders).select("payload")).containsExactlyInAnyOrderElementsOf(before);
    lakehouse.commit(Commit.of(append(orders, 1, at(KEY, 12, 13))));
  }

  @Test
  void a_token_that_expires_is_renewed() {
    String client = Servers.unique("short-lived").replace('_', '-');
    Keycloak keycloak = new Keycloak();
    keycloak.addServiceAccount(client, "secret", Duration.ofSeconds(6));
    new Platform(CATALOG.address())
        .apply(
            """
            kind: Policy
            name: %1$s
            on: %2$s
            grant:
              SELECT: [service:%1$s]
              USE CATALOG: [service:%1$s]
              USE NAMESPACE: [service:%1$s]
            """
                .formatted(client, catalog));
    try (Lakehouse shortLived = connect(client, "secret")) {
      Instant began = Instant.now();
      await()
          .pollInterval(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(40))
          .until(
              () -> {
                assertThat(shortLived.load(orders)).isNotNull();
                return Duration.between(began, Instant.now()).toSeconds() > 14;
              });
    } finally {
      keycloak.remove(client);
    }
  }

  @Test
  void a_wrong_secret_is_told_as_such() {
    try (Lakehouse stranger = connect("ingest-service", "wrong")) {
      assertThatThrownBy(() -> stranger.load(orders)).satisfies(is(ErrorKind.UNAUTHENTICATED));
    }
  }

  private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
    return error ->
        assertThat(error)
            .isInstanceOfSatisfying(
                TarnException.class, ours -> assertThat(ours.kind()).isEqualTo(kind));
  }

  private static Lakehouse connect(String client, String secret) {
    URI tokens = URI.create(System.getenv("TARN_OIDC_ISSUER") + "/protocol/openid-connect/token");
    return Lakehouse.connect(
        new Connection(
            CATALOG.address(), tokens, client, secret, StoreFiles.of(Servers.store(), 1 << 20)));
  }

  private TableChange append(TableName table, int count, Provenance provenance) {
    List<Object[]> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(
          new Object[] {
            "payload " + i, null, null, Map.of(), Instant.EPOCH, "kafka:topic", 0, (long) i
          });
    }
    DataFile file = rows.stage(lakehouse.load(table), batch).orElseThrow();
    return new TableChange.Append(table, List.of(file), provenance);
  }

  private static Provenance at(String key, long start, long end) {
    return Provenance.ofSource(Map.of(key, new Range(start, end)), Instant.EPOCH);
  }

  private BronzeContent bronze(TableName table) {
    return new BronzeContent(lakehouse, table, scratch);
  }

  private long content(TableName table) {
    return bronze(table).count();
  }

  /** What an administrator of the realm does. */
  private static final class Keycloak {
    private final String admin =
        given()
            .baseUri(System.getenv("TARN_TEST_KEYCLOAK_URL"))
            .formParam("grant_type", "password")
            .formParam("client_id", "admin-cli")
            .formParam("username", System.getenv("TARN_TEST_KEYCLOAK_ADMIN_USER"))
            .formParam("password", System.getenv("TARN_TEST_KEYCLOAK_ADMIN_PASSWORD"))
            .post("/realms/master/protocol/openid-connect/token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");

    void addServiceAccount(String client, String secret, Duration life) {
      request()
          .contentType("application/json")
          .body(
              Map.of(
                  "clientId",
                  client,
                  "id",
                  client,
                  "secret",
                  secret,
                  "serviceAccountsEnabled",
                  true,
                  "publicClient",
                  false,
                  "standardFlowEnabled",
                  false,
                  "protocolMappers",
                  List.of(
                      Map.of(
                          "name", "audience",
                          "protocol", "openid-connect",
                          "protocolMapper", "oidc-audience-mapper",
                          "config",
                              Map.of(
                                  "included.custom.audience", "tarn",
                                  "access.token.claim", "true"))),
                  "attributes",
                  Map.of("access.token.lifespan", Long.toString(life.toSeconds()))))
          .post("/admin/realms/tarn/clients")
          .then()
          .statusCode(201);
    }

    void remove(String client) {
      request().delete("/admin/realms/tarn/clients/" + client).then().statusCode(204);
    }

    private io.restassured.specification.RequestSpecification request() {
      return given().baseUri(System.getenv("TARN_TEST_KEYCLOAK_URL")).auth().oauth2(admin);
    }
  }
}
