package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Engines that get keys which end soon, and what else they try to open with them. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class VendedCredentialsIT {
  private static final Namespace NAMESPACE = Namespace.of("bronze");
  private static final TableIdentifier ORDERS = TableIdentifier.of(NAMESPACE, "orders");
  private static final TableIdentifier OTHERS = TableIdentifier.of(NAMESPACE, "others");

  private static StoreWithTokens store;
  private static Replica service;

  @Inject Catalogs catalogs;

  @ConfigProperty(name = "tarn.catalog.audit.topic")
  String audit;

  private String warehouse;
  private Api engineer;

  @BeforeAll
  static void startAServiceOnThatStore() throws IOException, InterruptedException {
    store = StoreWithTokens.start();
    Map<String, String> options = new HashMap<>(store.environment());
    options.put("TARN_CATALOG_STS_TIMEOUT", "2s");
    service = Replica.start(options);
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
    if (store != null) {
      store.close();
    }
  }

  @BeforeEach
  void openACatalog() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    engineer = Api.as("engineer");
    for (String user : List.of("user:analyst", "user:scientist")) {
      engineer.letUse(warehouse, user);
    }
  }

  @Test
  void anEngineWorksWithTheKeysItGetsAndRenewsThem() throws IOException {
    try (RESTCatalog catalog = client("engineer")) {
      catalog.createNamespace(NAMESPACE);
      Transaction creation = catalog.buildTable(ORDERS, IcebergClient.SCHEMA).createTransaction();
      creation
          .newAppend()
          .appendFile(IcebergClient.write(creation.table(), "data/one.parquet"))
          .commit();
      creation.commitTransaction();

      Table orders = catalog.loadTable(ORDERS);
      orders.newAppend().appendFile(IcebergClient.write(orders, "data/two.parquet")).commit();

      try (CloseableIterable<FileScanTask> planned = orders.newScan().planFiles()) {
        assertThat(planned)
            .hasSize(2)
            .allSatisfy(
                task ->
                    assertThat(
                            orders
                                .io()
                                .newInputFile(task.file().location())
                                .newStream()
                                .readAllBytes())
                        .isEqualTo(IcebergClient.CONTENT));
      }
    }
  }

  @Test
  void keysOpenTheFilesOfOneTableForWhatMayBeDoneWithThem() throws IOException {
    Table orders = table(ORDERS);
    Table others = table(OTHERS);
    grant(ORDERS, "SELECT", "analyst");
    grant(ORDERS, "SELECT", "scientist");
    grant(ORDERS, "MODIFY", "scientist");

    try (S3Client reader = opened(load("analyst", ORDERS));
        S3Client writer = opened(load("scientist", ORDERS))) {
      assertThat(read(reader, orders, "data/one.parquet")).isEqualTo(IcebergClient.CONTENT);
      put(writer, orders, "data/two.parquet");
      assertThat(read(writer, orders, "data/two.parquet")).isEqualTo(IcebergClient.CONTENT);
      writer.deleteObject(file -> file.bucket("lakehouse").key(key(orders, "data/two.parquet")));

      refused(() -> put(reader, orders, "data/three.parquet"));
      refused(
          () ->
              reader.deleteObject(
                  at -> at.bucket("lakehouse").key(key(orders, "data/one.parquet"))));
      for (S3Client keys : List.of(reader, writer)) {
        refused(() -> read(keys, others, "data/one.parquet"));
        refused(() -> put(keys, others, "data/two.parquet"));
        refused(() -> keys.listObjectsV2(all -> all.bucket("lakehouse")));
        refused(() -> keys.getObject(at -> at.bucket("lakehouse").key(warehouse + "/x")).close());
      }
      refused(() -> put(writer, orders, "metadata/99999-mine.metadata.json"));
      // MinIO takes no such name from anybody, and says so.
      assertThatThrownBy(() -> put(writer, orders, "../" + others.location() + "/data/two.parquet"))
          .isInstanceOfSatisfying(
              S3Exception.class, refusal -> assertThat(refusal.statusCode()).isIn(400, 403));
    }
  }

  @Test
  void whoMayNotReadAllOfATableGetsNone() throws IOException {
    table(ORDERS);
    grant(ORDERS, "MODIFY", "analyst");
    grant(ORDERS, "MANAGE", "analyst");

    credentials("analyst", ORDERS).then().statusCode(403);
    asked("analyst").get(path(ORDERS)).then().statusCode(403);

    grant(ORDERS, "SELECT", "analyst");
    credentials("analyst", ORDERS).then().statusCode(200);
    engineer
        .apply(
            """
            kind: Policy
            name: %s-some
            on: %s
            filter: "payload = 'mine'"
            """
                .formatted(warehouse, name(ORDERS)))
        .statusCode(200);
    Awaitility.await().untilAsserted(() -> credentials("analyst", ORDERS).then().statusCode(403));
  }

  @Test
  void keysAreWrittenDownAndKeptByNobody() throws IOException {
    table(ORDERS);
    grant(ORDERS, "SELECT", "analyst");

    Response loaded = load("analyst", ORDERS);

    assertThat(loaded.header("Cache-Control")).isEqualTo("no-store");
    assertThat(loaded.header("ETag")).isNull();
    long ends =
        Long.parseLong(
            loaded.path("'storage-credentials'[0].config.'s3.session-token-expires-at-ms'"));
    Instant until = Instant.ofEpochMilli(ends).truncatedTo(ChronoUnit.SECONDS);
    Instant latest = Instant.now().plus(store.shortestLifetime()).plusSeconds(1);
    assertThat(until).isBetween(Instant.now(), latest);
    assertThat(new Topic(audit).values())
        .anyMatch(
            event ->
                event.contains("keys to its files, until " + until)
                    && event.contains("user:analyst")
                    && event.contains(name(ORDERS)));
  }

  @Test
  void aTokenServiceThatIsAwayIsNoReasonToGiveUp() throws IOException, InterruptedException {
    table(ORDERS);
    grant(ORDERS, "SELECT", "analyst");

    store.pause();
    try {
      credentials("analyst", ORDERS).then().statusCode(503).header("Retry-After", "1");
    } finally {
      store.goOn();
    }

    credentials("analyst", ORDERS).then().statusCode(200);
  }

  /** Grants, and waits until the other replica, which hands out the keys, has heard of it. */
  private void grant(TableIdentifier table, String privilege, String user) {
    engineer.grant(name(table), privilege, "user:" + user).statusCode(200);
    Map<String, String> access = Map.of("securable", name(table), "privilege", privilege);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        asked(user)
                            .contentType("application/json")
                            .body(Map.of("accesses", List.of(access)))
                            .post(service.address().resolve("/api/v1/authorize"))
                            .asString())
                    .contains("\"allowed\":true"));
  }

  private Table table(TableIdentifier identifier) throws IOException {
    try (RESTCatalog catalog = client("engineer")) {
      if (!catalog.namespaceExists(NAMESPACE)) {
        catalog.createNamespace(NAMESPACE);
      }
      Table table = catalog.createTable(identifier, IcebergClient.SCHEMA);
      table.newAppend().appendFile(IcebergClient.write(table, "data/one.parquet")).commit();
      return table;
    }
  }

  private RESTCatalog client(String user) {
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize(
        "keyless",
        Map.of(
            "uri",
            service.address().resolve("/iceberg").toString(),
            "warehouse",
            warehouse,
            "token",
            Tokens.ofUser(user),
            "io-impl",
            "org.apache.iceberg.aws.s3.S3FileIO",
            "http-client.type",
            "urlconnection",
            "header.X-Iceberg-Access-Delegation",
            "vended-credentials"));
    return catalog;
  }

  private Response load(String user, TableIdentifier table) {
    return asked(user).get(path(table)).then().statusCode(200).extract().response();
  }

  private Response credentials(String user, TableIdentifier table) {
    return asked(user).get(path(table, "/credentials"));
  }

  private static RequestSpecification asked(String user) {
    return RestAssured.given()
        .auth()
        .oauth2(Tokens.ofUser(user))
        .header("X-Iceberg-Access-Delegation", "vended-credentials");
  }

  private URI path(TableIdentifier table, String... more) {
    return service
        .address()
        .resolve(
            "/iceberg/v1/%s/namespaces/bronze/tables/%s%s"
                .formatted(warehouse, table.name(), String.join("", more)));
  }

  private static S3Client opened(Response loaded) {
    Map<String, String> keys = loaded.path("'storage-credentials'[0].config");
    return S3Client.builder()
        .endpointOverride(URI.create(store.address()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    keys.get("s3.access-key-id"),
                    keys.get("s3.secret-access-key"),
                    keys.get("s3.session-token"))))
        .build();
  }

  private static byte[] read(S3Client keys, Table table, String file) {
    return keys.getObjectAsBytes(at -> at.bucket("lakehouse").key(key(table, file))).asByteArray();
  }

  private static void put(S3Client keys, Table table, String file) {
    keys.putObject(
        at -> at.bucket("lakehouse").key(key(table, file)),
        RequestBody.fromBytes(IcebergClient.CONTENT));
  }

  private static String key(Table table, String file) {
    return table.location().replace("s3://lakehouse/", "") + "/" + file;
  }

  private String name(TableIdentifier table) {
    return warehouse + ".bronze." + table.name();
  }

  private static void refused(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            S3Exception.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
  }
}
