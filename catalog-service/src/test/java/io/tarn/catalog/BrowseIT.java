package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may find things and not look into them. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class BrowseIT {
  private static final TableIdentifier ORDERS = TableIdentifier.of("silver", "orders");
  private static final TableIdentifier LARGE = TableIdentifier.of("silver", "large");

  @TestHTTPResource("/")
  URI service;

  private final Shop shop = new Shop();
  private final Api officer = Api.as("officer");
  private IcebergClient client;

  @BeforeEach
  void theOfficerBrowsesSilver() throws IOException {
    Api engineer = Api.as("engineer");
    engineer.apply(shop.source(), shop.silver(), shop.gold()).statusCode(200);
    try (IcebergClient steps =
        new IcebergClient(service, shop.catalog, Tokens.ofService("transform-service"))) {
      IcebergClient.append(steps.catalog().createTable(ORDERS, SCHEMA), Map.of()).commit();
      steps
          .catalog()
          .buildView(LARGE)
          .withSchema(SCHEMA)
          .withDefaultNamespace(Namespace.of("silver"))
          .withQuery("spark", "SELECT payload FROM orders WHERE payload <> 'Jane Doe'")
          .create();
    }
    engineer.grant(shop.table("silver"), "BROWSE", "user:officer").statusCode(200);
    client = new IcebergClient(service, shop.catalog, officer.token());
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void namesAndColumnsAreFound() {
    assertThat(client.catalog().listNamespaces()).containsExactly(Namespace.of("silver"));
    assertThat(client.catalog().listTables(Namespace.of("silver"))).containsExactly(ORDERS);
    assertThat(client.catalog().listViews(Namespace.of("silver"))).containsExactly(LARGE);
    assertThat(client.catalog().tableExists(ORDERS)).isTrue();
    officer
        .get("/api/v1/tables/" + shop.table("silver.orders"))
        .statusCode(200)
        .body("columns.name", hasItem("payload"));
    officer
        .get("/api/v1/lineage/" + shop.table("silver.orders"))
        .statusCode(200)
        .body("nodes.table", contains(shop.table("silver.orders")));
  }

  @Test
  void nothingIsToldOfWhatIsInThem() {
    for (String list : new String[] {"find { it.name == '%s' }.", ""}) {
      String path = "/api/v1/tables" + (list.isEmpty() ? "/" + shop.table("silver.orders") : "");
      for (String figure :
          new String[] {"rows", "files", "sequence", "snapshotId", "committedAt", "lastRun"}) {
        officer
            .get(path)
            .statusCode(200)
            .body(list.formatted(shop.table("silver.orders")) + figure, nullValue());
      }
    }
    officer.get("/api/v1/tables/%s/commits".formatted(shop.table("silver.orders"))).statusCode(403);
    officer
        .get("/api/v1/tables/%s/positions".formatted(shop.table("silver.orders")))
        .statusCode(403);
    officer.get("/api/v1/runs?table=" + shop.table("silver.orders")).body("", empty());
    officer.get("/api/v1/manifests").body("name", not(hasItem(shop.table("silver.orders"))));
    assertThat(officer.may("SELECT", shop.table("silver.orders"))).isFalse();
    assertThatThrownBy(() -> client.catalog().loadTable(ORDERS))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> client.catalog().loadView(LARGE))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void theRestIsNotThere() {
    officer.get("/api/v1/tables/" + shop.table("gold.customers")).statusCode(403);
    officer
        .get("/api/v1/permissions/explanation?privilege=BROWSE&securable=" + shop.table("gold"))
        .body("allowed", equalTo(false));
  }
}
