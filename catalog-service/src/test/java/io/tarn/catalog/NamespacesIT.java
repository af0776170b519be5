package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Namespaces of any depth, and what things may be called. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class NamespacesIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private String warehouse;
  private String token;
  private IcebergClient administrator;

  @BeforeEach
  void connect() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    token = Tokens.ofUser("engineer");
    administrator = new IcebergClient(service, warehouse, token);
  }

  @AfterEach
  void disconnect() throws IOException {
    administrator.close();
  }

  @Test
  void namespacesLieInOneAnother() {
    Namespace web = Namespace.of("Web");
    Namespace clicks = Namespace.of("Web", "clicks");
    TableIdentifier daily = TableIdentifier.of(clicks, "dailyCounts");
    RESTCatalog catalog = administrator.catalog();
    assertThatThrownBy(() -> catalog.createNamespace(clicks))
        .isInstanceOf(NoSuchNamespaceException.class);

    catalog.createNamespace(web);
    catalog.createNamespace(clicks, new HashMap<>(Map.of("about", "clicks")));
    catalog.createTable(daily, IcebergClient.SCHEMA);

    assertThat(catalog.listNamespaces()).containsExactly(web);
    assertThat(catalog.listNamespaces(web)).containsExactly(clicks);
    assertThat(catalog.loadNamespaceMetadata(clicks)).containsEntry("about", "clicks");
    assertThat(catalog.listTables(clicks)).containsExactly(daily);
    assertThat(catalog.listTables(web)).isEmpty();
    assertThat(catalog.loadTable(daily).location()).contains("/Web.clicks/dailyCounts-");
    assertThatThrownBy(() -> catalog.dropNamespace(web))
        .isInstanceOf(NamespaceNotEmptyException.class);
  }

  /** Trino makes no table that stays where nobody told it a place for it. */
  @Test
  void aNamespaceTellsWhereItsTablesLie() {
    Namespace web = Namespace.of("web");
    RESTCatalog catalog = administrator.catalog();
    catalog.createNamespace(web);

    String place = catalog.loadNamespaceMetadata(web).get("location");

    assertThat(place).isNotNull();
    assertThat(
            catalog.createTable(TableIdentifier.of(web, "hits"), IcebergClient.SCHEMA).location())
        .startsWith(place + "/hits-");
  }

  /** A right on one would be a right on the other. */
  @Test
  void noTableIsCalledLikeANamespace() {
    RESTCatalog catalog = administrator.catalog();
    catalog.createNamespace(Namespace.of("web"));
    catalog.createNamespace(Namespace.of("web", "clicks"));
    catalog.createTable(TableIdentifier.of("web", "visits"), IcebergClient.SCHEMA);

    assertThatThrownBy(
            () -> catalog.createTable(TableIdentifier.of("web", "clicks"), IcebergClient.SCHEMA))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("web", "visits")))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("web.clicks")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("may have a dot");
  }

  /** Each is taken and given back as it is, or refused; none is an error of the service. */
  @Test
  void noNameIsTooMuch() throws IOException {
    administrator.create("orders");
    for (String name : hostile()) {
      ObjectNode namespace = JSON.createObjectNode();
      namespace.putArray("namespace").add(name);
      ObjectNode table = JSON.createObjectNode().put("name", name);
      table.set("schema", schema("payload"));
      ObjectNode wide =
          JSON.createObjectNode().put("name", "t" + UUID.randomUUID().toString().replace("-", ""));
      wide.set("schema", schema(name));
      wide.putObject("properties").put(name, name);

      answered(name, post("namespaces", namespace), 200, 400);
      answered(name, post("namespaces/bronze/tables", table), 200, 400);
      Response made = post("namespaces/bronze/tables", wide);
      answered(name, made, 200, 400);
      if (made.statusCode() == 200) {
        assertThat(JSON.readTree(made.asString()).at("/metadata/properties").path(name).asText())
            .isEqualTo(name);
      }
      answered(name, get("namespaces/", name), 200, 400, 403, 404, 405);
      answered(name, get("namespaces/bronze/tables/", name), 200, 400, 403, 404, 405);
    }
  }

  private static void answered(String name, Response response, Integer... expected) {
    assertThat(response.statusCode())
        .as("%s: %s", name, response.asString())
        .isIn((Object[]) expected);
  }

  private static ObjectNode schema(String column) {
    ObjectNode schema = JSON.createObjectNode().put("type", "struct");
    schema
        .putArray("fields")
        .addObject()
        .put("id", 1)
        .put("name", column)
        .put("required", false)
        .put("type", "string");
    return schema;
  }

  private Response post(String path, JsonNode body) {
    return RestAssured.given()
        .baseUri(service.resolve("/iceberg/v1/" + warehouse + "/").toString())
        .auth()
        .oauth2(token)
        .contentType("application/json; charset=utf-8")
        .body(body.toString())
        .post(path);
  }

  private Response get(String path, String name) {
    return RestAssured.given()
        .baseUri(service.resolve("/iceberg/v1/" + warehouse + "/").toString())
        .auth()
        .oauth2(token)
        .urlEncodingEnabled(false)
        .get(path + encoded(name));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The big list of naughty strings (MIT, github.com/minimaxir/big-list-of-naughty-strings). */
  private static List<String> hostile() throws IOException {
    try (InputStream list = NamespacesIT.class.getResourceAsStream("/blns.json")) {
      return List.of(JSON.readValue(list, String[].class));
    }
  }
}
