package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engines without keys for the store, and what they try to get at with other people's. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class SigningIT {
  private static final Namespace NAMESPACE = Namespace.of("bronze");
  private static final TableIdentifier ORDERS = TableIdentifier.of(NAMESPACE, "orders");

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private final String store = System.getenv("TARN_S3_ENDPOINT");
  private String warehouse;
  private Api engineer;

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
  void anEngineWithoutKeysWritesAndReadsATable() throws IOException {
    try (RESTCatalog catalog = withoutKeys("engineer")) {
      catalog.createNamespace(NAMESPACE);
      Table orders = catalog.createTable(ORDERS, IcebergClient.SCHEMA);

      DataFile file = IcebergClient.write(orders, "data/one.parquet");
      orders.newAppend().appendFile(file).commit();

      Table loaded = catalog.loadTable(ORDERS);
      try (CloseableIterable<FileScanTask> planned = loaded.newScan().planFiles()) {
        assertThat(planned)
            .singleElement()
            .satisfies(
                task ->
                    assertThat(read(loaded, task.file().location()))
                        .isEqualTo(IcebergClient.CONTENT));
      }
      loaded.io().deleteFile(file.location());
      assertThat(loaded.io().newInputFile(file.location()).exists()).isFalse();
    }
  }

  @Test
  void aTableIsWrittenBeforeItIsMadeAndOnlyByWhoStagedIt() throws IOException {
    try (RESTCatalog catalog = withoutKeys("engineer")) {
      catalog.createNamespace(NAMESPACE);
      Transaction creation = catalog.buildTable(ORDERS, IcebergClient.SCHEMA).createTransaction();
      Table staged = creation.table();

      creation.newAppend().appendFile(IcebergClient.write(staged, "data/one.parquet")).commit();

      engineer.grant(warehouse, "CREATE TABLE", "user:scientist").statusCode(200);
      sign("scientist", "PUT", in(staged, "data/two.parquet")).statusCode(403);
      creation.commitTransaction();
      assertThat(catalog.loadTable(ORDERS).currentSnapshot()).isNotNull();
    }
  }

  @Test
  void whoMayReadMayNotWrite() throws IOException {
    Table orders = orders();
    engineer.grant(name(), "SELECT", "user:analyst").statusCode(200);

    try (RESTCatalog catalog = withoutKeys("analyst")) {
      Table read = catalog.loadTable(ORDERS);
      assertThat(read(read, orders.location() + "/data/one.parquet"))
          .isEqualTo(IcebergClient.CONTENT);
      assertThatThrownBy(() -> IcebergClient.write(read, "data/two.parquet"))
          .isInstanceOf(ForbiddenException.class);
    }
    sign("analyst", "GET", in(orders, "data/one.parquet")).statusCode(200);
    sign("analyst", "PUT", in(orders, "data/one.parquet")).statusCode(403);
    sign("analyst", "DELETE", in(orders, "data/one.parquet")).statusCode(403);
    sign("analyst", "POST", in(orders, "data/one.parquet?uploads")).statusCode(403);
    String refused =
        sign("scientist", "GET", in(orders, "data/one.parquet"))
            .statusCode(403)
            .extract()
            .path("error.message");
    administratorDropsIt();
    assertThat(
            sign("scientist", "GET", in(orders, "data/one.parquet"))
                .statusCode(403)
                .extract()
                .<String>path("error.message"))
        .as("a stranger does not learn whether the table is there")
        .isEqualTo(refused);
  }

  @Test
  void aRightThatIsTakenBackSignsNothingMore() {
    Table orders = orders();
    engineer.grant(name(), "SELECT", "user:analyst").statusCode(200);
    sign("analyst", "GET", in(orders, "data/one.parquet"))
        .statusCode(200)
        .header("Cache-Control", "no-store");

    engineer.revoke(name(), "SELECT", "user:analyst").statusCode(204);

    sign("analyst", "GET", in(orders, "data/one.parquet")).statusCode(403);
  }

  @Test
  void whoSeesOnlyAPartOfATableGetsNoneOfItsFiles() {
    Table orders = orders();
    engineer.grant(name(), "SELECT", "user:analyst").statusCode(200);
    engineer
        .apply(
            """
            kind: Policy
            name: %1$s-part
            on: %2$s
            filter: "payload = 'mine'"
            except: [group:engineers]
            """
                .formatted(warehouse, name()))
        .statusCode(200);

    sign("analyst", "GET", in(orders, "data/one.parquet")).statusCode(403);
    sign("engineer", "GET", in(orders, "data/one.parquet")).statusCode(200);
  }

  @Test
  void aSignatureIsGoodForItsRequestAlone() throws Exception {
    Table orders = orders();
    IcebergClient.write(orders, "data/two.parquet");
    Map<String, List<String>> headers =
        sign("engineer", "GET", in(orders, "data/one.parquet"))
            .statusCode(200)
            .extract()
            .path("headers");

    assertThat(send(in(orders, "data/one.parquet"), headers)).isEqualTo(200);
    assertThat(send(in(orders, "data/two.parquet"), headers)).isEqualTo(403);
  }

  /** {@code T} stands for the table's path, {@code S} for the store. */
  @ParameterizedTest
  @CsvSource({
    "GET,    S/lakehouse/T/../other/data/one.parquet",
    "GET,    S/lakehouse/T/%2e%2e/other/one.parquet",
    "GET,    S/lakehouse/T/data/%2E%2E/%2E%2E/one.parquet",
    "GET,    S/lakehouse/T%2Fdata%2Fone.parquet",
    "GET,    S/lakehouse/T/data/%252e%252e/one.parquet",
    "GET,    S/lakehouse/T/..%5cone.parquet",
    "GET,    S/lakehouse/T/data//one.parquet",
    "GET,    S/lakehouse/T/data/%00one.parquet",
    "GET,    S/lakehouse/T/..;/other/one.parquet",
    "GET,    S/lakehouse/T/%2e%2e%3b/other/one.parquet",
    "GET,    S/lakehouse/T/data/%FFone.parquet",
    "GET,    S/lakehouse/T-sibling/data/one.parquet",
    "GET,    S/lakehouse/T",
    "GET,    S/lakehouse/other/data/one.parquet",
    "GET,    S/landing/T/data/one.parquet",
    "GET,    S/lakehouse",
    "GET,    S/lakehouse/",
    "GET,    S/",
    "GET,    S/lakehouse?list-type=2",
    "GET,    S/lakehouse?list-type=2&prefix=",
    "GET,    S/lakehouse?list-type=2&prefix=other/",
    "GET,    S/lakehouse?list-type=2&prefix=T",
    "GET,    S/lakehouse?list-type=2&prefix=T/../",
    "GET,    S/lakehouse?list-type=2&prefix=T/&prefix=",
    "GET,    S/lakehouse/T/data/one.parquet?acl",
    "PUT,    S/lakehouse/T/data/one.parquet?acl",
    "PUT,    S/lakehouse/T/data/one.parquet?tagging",
    "GET,    S/lakehouse?policy",
    "GET,    S/lakehouse/T/data/one.parquet?versionId=1",
    "POST,   S/lakehouse?delete",
    "POST,   S/lakehouse/T/data/one.parquet",
    "PUT,    S/lakehouse/T/metadata/00001-x.metadata.json",
    "DELETE, S/lakehouse/T/metadata/00000-x.metadata.json",
    "PATCH,  S/lakehouse/T/data/one.parquet",
    "TRACE,  S/lakehouse/T/data/one.parquet",
    "get,    S/lakehouse/T/data/one.parquet",
    "GET,    http://elsewhere.example/lakehouse/T/data/one.parquet",
    "GET,    http://user@127.0.0.1:1/lakehouse/T/data/one.parquet",
    "GET,    S/lakehouse/T/data/one.parquet#x",
    "GET,    file:///lakehouse/T/data/one.parquet",
    "GET,    /lakehouse/T/data/one.parquet",
    "GET,    mailto:someone",
  })
  void nothingElseIsSigned(String method, String uri) {
    Table orders = orders();
    String path = orders.location().substring("s3://lakehouse/".length());

    int status =
        sign("engineer", method, uri.replace("S/", store + "/").replace("T", path))
            .extract()
            .statusCode();

    assertThat(status).isIn(400, 403);
  }

  @Test
  void withoutATableInThePathAStrangerLearnsNoName() {
    Table orders = orders();
    String file = in(orders, "data/one.parquet");

    String there = anywhere("scientist", file).statusCode(403).extract().path("error.message");
    String nowhere =
        anywhere("scientist", store + "/lakehouse/other/data/one.parquet")
            .statusCode(403)
            .extract()
            .path("error.message");

    assertThat(there).isEqualTo(nowhere);
    anywhere("engineer", file).statusCode(200).header("Cache-Control", "no-store");
  }

  private static ValidatableResponse anywhere(String user, String uri) {
    return RestAssured.given()
        .auth()
        .oauth2(Tokens.ofUser(user))
        .contentType("application/json")
        .body(Map.of("region", "us-east-1", "method", "GET", "uri", uri, "headers", Map.of()))
        .post("/iceberg/v1/aws/s3/sign")
        .then();
  }

  @Test
  void whatIsDeletedOrCopiedIsLookedAtToo() {
    Table orders = orders();
    String path = orders.location().substring("s3://lakehouse/".length());
    String bulk = store + "/lakehouse?delete";
    String copy = in(orders, "data/copy.parquet");

    sign("engineer", "POST", bulk, Map.of(), deletion(path + "/data/one.parquet")).statusCode(200);
    sign("engineer", "POST", bulk, Map.of(), deletion("other/data/one.parquet")).statusCode(403);
    sign("engineer", "POST", bulk, Map.of(), "<Delete/>").statusCode(400);
    sign(
            "engineer",
            "POST",
            bulk,
            Map.of(),
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hosts'>]>")
        .statusCode(400);
    sign("engineer", "PUT", copy, copyOf("/lakehouse/" + path + "/data/one.parquet"), null)
        .statusCode(200);
    sign("engineer", "PUT", copy, copyOf("/lakehouse/other/data/one.parquet"), null)
        .statusCode(403);
    sign("engineer", "PUT", copy, Map.of("X-Amz-Acl", List.of("public-read")), null)
        .statusCode(400);
  }

  /** What was looked at is what the store is asked. */
  @Test
  void aSignedDeletionDeletesNothingElse() throws Exception {
    Table orders = orders();
    IcebergClient.write(orders, "data/two.parquet");
    String path = orders.location().substring("s3://lakehouse/".length());
    String bulk = store + "/lakehouse?delete";
    String signed = deletion(path + "/data/one.parquet");
    Map<String, List<String>> headers =
        sign("engineer", "POST", bulk, Map.of(), signed).statusCode(200).extract().path("headers");

    assertThat(post(bulk, headers, deletion(path + "/data/two.parquet"))).isIn(400, 403);
    assertThat(orders.io().newInputFile(orders.location() + "/data/two.parquet").exists()).isTrue();
    assertThat(post(bulk, headers, signed)).isEqualTo(200);
    assertThat(orders.io().newInputFile(orders.location() + "/data/one.parquet").exists())
        .isFalse();
  }

  @Test
  void anEngineWithoutKeysDeletesManyFilesAtOnce() throws IOException {
    String location = orders().location();
    try (RESTCatalog catalog = withoutKeys("engineer")) {
      SupportsBulkOperations files = (SupportsBulkOperations) catalog.loadTable(ORDERS).io();

      files.deleteFiles(List.of(location + "/data/one.parquet", location + "/data/none.parquet"));

      assertThat(
              catalog.loadTable(ORDERS).io().newInputFile(location + "/data/one.parquet").exists())
          .isFalse();
    }
  }

  private Table orders() {
    try (IcebergClient client = new IcebergClient(service, warehouse, Tokens.ofUser("engineer"))) {
      Table orders = client.create("orders");
      orders.newAppend().appendFile(IcebergClient.write(orders, "data/one.parquet")).commit();
      return orders;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void administratorDropsIt() throws IOException {
    try (RESTCatalog catalog = withoutKeys("engineer")) {
      catalog.dropTable(ORDERS, false);
    }
  }

  private String name() {
    return warehouse + ".bronze.orders";
  }

  private RESTCatalog withoutKeys(String user) {
    Map<String, String> properties = new HashMap<>();
    properties.put("uri", service.resolve("/iceberg").toString());
    properties.put("warehouse", warehouse);
    properties.put("token", Tokens.ofUser(user));
    properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    properties.put("http-client.type", "urlconnection");
    properties.put("header.X-Iceberg-Access-Delegation", "vended-credentials,remote-signing");
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("keyless", properties);
    return catalog;
  }

  private static byte[] read(Table table, String location) {
    InputFile file = table.io().newInputFile(location);
    try (SeekableInputStream in = file.newStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String in(Table table, String file) {
    return table.location().replace("s3:/", store) + "/" + file;
  }

  private ValidatableResponse sign(String user, String method, String uri) {
    return sign(user, method, uri, Map.of(), null);
  }

  private ValidatableResponse sign(
      String user, String method, String uri, Map<String, List<String>> headers, String body) {
    Map<String, Object> request = new HashMap<>();
    request.put("region", "us-east-1");
    request.put("method", method);
    request.put("uri", uri);
    request.put("headers", headers);
    if (body != null) {
      request.put("body", body);
    }
    RequestSpecification asked =
        RestAssured.given()
            .auth()
            .oauth2(Tokens.ofUser(user))
            .contentType("application/json")
            .body(request);
    Response ofTable =
        asked.post("/iceberg/v1/{warehouse}/namespaces/bronze/tables/orders/sign", warehouse);
    Response ofAny = asked.post("/iceberg/v1/aws/s3/sign");
    assertThat(ofAny.statusCode()).as("the path without a table").isEqualTo(ofTable.statusCode());
    return ofTable.then();
  }

  private static int send(String uri, Map<String, List<String>> headers) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(uri)), headers);
  }

  private static int post(String uri, Map<String, List<String>> headers, String body)
      throws Exception {
    byte[] md5 = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-MD5", Base64.getEncoder().encodeToString(md5))
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private static int send(HttpRequest.Builder request, Map<String, List<String>> headers)
      throws Exception {
    headers.forEach(
        (name, values) -> {
          if (!name.equalsIgnoreCase("host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Map<String, List<String>> copyOf(String source) {
    return Map.of("x-amz-copy-source", List.of(source));
  }

  private static String deletion(String key) {
    return "<Delete><Object><Key>" + key + "</Key></Object></Delete>";
  }
}
