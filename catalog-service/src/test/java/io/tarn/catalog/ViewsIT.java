package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.SCHEMA;
import static io.tarn.catalog.IcebergClient.identifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.view.BaseView;
import org.apache.iceberg.view.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views over HTTP, through Iceberg's own client. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class ViewsIT {
  private static final Namespace NAMESPACE = Namespace.of(IcebergClient.NAMESPACE);

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;

  private String warehouse;
  private IcebergClient client;
  private IcebergClient analyst;

  @BeforeEach
  void connect() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    client = new IcebergClient(service, warehouse, Tokens.ofUser("engineer"));
    analyst = new IcebergClient(service, warehouse, Tokens.ofUser("analyst"));
    client.catalog().createNamespace(NAMESPACE);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    analyst.close();
  }

  @Test
  void aViewIsMadeChangedRenamedAndDropped() {
    View made = create("large_orders", "SELECT payload FROM orders WHERE total > 1000");
    assertThat(client.catalog().listViews(NAMESPACE)).containsExactly(identifier("large_orders"));
    assertThat(client.catalog().listTables(NAMESPACE)).isEmpty();

    made.replaceVersion()
        .withSchema(SCHEMA)
        .withDefaultNamespace(NAMESPACE)
        .withQuery("spark", "SELECT payload FROM orders WHERE total > 5000")
        .commit();
    made.updateProperties().set("owner", "finance").commit();
    client.catalog().renameView(identifier("large_orders"), identifier("huge_orders"));

    View loaded = client.catalog().loadView(identifier("huge_orders"));
    assertThat(loaded.sqlFor("spark").sql()).endsWith("> 5000");
    assertThat(loaded.versions()).hasSize(2);
    assertThat(loaded.properties()).containsEntry("owner", "finance");
    assertThat(loaded.uuid()).isEqualTo(made.uuid());
    assertThatThrownBy(() -> client.catalog().loadView(identifier("large_orders")))
        .isInstanceOf(NoSuchViewException.class);
    assertThatThrownBy(() -> client.catalog().dropNamespace(NAMESPACE))
        .isInstanceOf(NamespaceNotEmptyException.class);

    assertThat(client.catalog().dropView(identifier("huge_orders"))).isTrue();

    assertThat(client.catalog().viewExists(identifier("huge_orders"))).isFalse();
    assertThat(client.catalog().dropNamespace(NAMESPACE)).isTrue();
  }

  @Test
  void aNameIsThatOfOneTableOrOneView() {
    client.create("orders");
    create("returns", "SELECT 1");

    assertThatThrownBy(() -> create("orders", "SELECT 1"))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("Table with same name already exists");
    assertThatThrownBy(() -> client.create("returns"))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("View with same name already exists");
    assertThatThrownBy(
            () -> client.catalog().renameView(identifier("returns"), identifier("orders")))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(
            () -> client.catalog().renameTable(identifier("orders"), identifier("returns")))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> client.load("returns")).isInstanceOf(NoSuchTableException.class);
  }

  @Test
  void ofManyWhoWantANameAtOnceOneGetsIt() {
    List<CompletableFuture<Boolean>> attempts =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> wins(i % 2 == 0)))
            .toList();

    assertThat(attempts.stream().map(CompletableFuture::join).filter(won -> won)).hasSize(1);
  }

  @Test
  void whoMayNotReadAViewIsNotToldItsQuery() {
    create("salaries", "SELECT name, salary FROM staff");

    assertThatThrownBy(() -> analyst.catalog().viewExists(identifier("salaries")))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> analyst.catalog().loadView(identifier("salaries")))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> analyst.catalog().dropView(identifier("salaries")))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(
            () ->
                analyst
                    .catalog()
                    .buildView(identifier("mine"))
                    .withSchema(SCHEMA)
                    .withDefaultNamespace(NAMESPACE)
                    .withQuery("spark", "SELECT 1")
                    .create())
        .isInstanceOf(ForbiddenException.class);
    assertThat(analyst.catalog().listViews(NAMESPACE)).isEmpty();
  }

  @Test
  void aViewsLocationDoesNotSayWhereTheCatalogWrites() {
    View view = create("orders_of_today", "SELECT 1");

    view.updateLocation().setLocation("s3://elsewhere/orders").commit();
    view.updateProperties().set("write.metadata.path", "s3://elsewhere").commit();

    View loaded = client.catalog().loadView(identifier("orders_of_today"));
    assertThat(loaded.location()).isEqualTo("s3://elsewhere/orders");
    assertThat(((BaseView) loaded).operations().current().metadataFileLocation())
        .startsWith("s3://lakehouse/%s/bronze/orders_of_today-".formatted(warehouse));
  }

  @Test
  void aViewIsRegisteredFromWhatTheCatalogWroteBefore() {
    BaseView view = (BaseView) create("orders_of_today", "SELECT 1");
    String metadata = view.operations().current().metadataFileLocation();

    client.catalog().registerView(identifier("copy"), metadata);

    assertThat(client.catalog().loadView(identifier("copy")).sqlFor("spark").sql())
        .isEqualTo("SELECT 1");
    assertThatThrownBy(
            () ->
                client.catalog().registerView(identifier("foreign"), "s3://models/x.metadata.json"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("must lie below");
  }

  private boolean wins(boolean asView) {
    try {
      if (asView) {
        create("contested", "SELECT 1");
      } else {
        client.catalog().createTable(identifier("contested"), SCHEMA);
      }
      return true;
    } catch (AlreadyExistsException other) {
      return false;
    }
  }

  private View create(String name, String sql) {
    return client
        .catalog()
        .buildView(identifier(name))
        .withSchema(SCHEMA)
        .withDefaultNamespace(NAMESPACE)
        .withQuery("spark", sql)
        .create();
  }
}
