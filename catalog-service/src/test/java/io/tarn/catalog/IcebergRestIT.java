package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.append;
import static io.tarn.catalog.IcebergClient.file;
import static io.tarn.catalog.IcebergClient.identifier;
import static io.tarn.catalog.IcebergClient.position;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ExtractableResponse;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalog over HTTP, through Iceberg's own client. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class IcebergRestIT {
  private static final String KEY = "kafka:tarn.raw.orders:0";

  @TestHTTPResource("/")
  URI service;

  @Inject Catalogs catalogs;
  @Inject AgroalDataSource database;

  private String warehouse;
  private String token;
  private IcebergClient client;
  private IcebergClient administrator;

  @BeforeEach
  void connect() {
    warehouse = "w" + UUID.randomUUID().toString().substring(0, 8);
    catalogs.createIfAbsent(warehouse, "s3://lakehouse/" + warehouse);
    token = Tokens.ofService("ingest-service");
    client = new IcebergClient(service, warehouse, token);
    administrator = new IcebergClient(service, warehouse, Tokens.ofUser("engineer"));
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    administrator.close();
  }

  @Test
  void aTableIsMadeInFormatThreeWithBoundedMetadataAndCanBeRead() {
    Table created = client.create("orders");

    append(created, Map.of()).commit();

    Table loaded = client.load("orders");
    assertThat(((BaseTable) loaded).operations().current().formatVersion()).isEqualTo(3);
    assertThat(loaded.properties())
        .containsEntry("write.parquet.compression-codec", "zstd")
        .containsEntry("write.metadata.delete-after-commit.enabled", "true")
        .containsEntry("write.metadata.previous-versions-max", "20");
    assertThat(loaded.currentSnapshot().summary()).containsEntry("total-records", "10");
    assertThat(loaded.location())
        .matches("s3://lakehouse/" + warehouse + "/bronze/orders-[0-9a-f-]{36}");
  }

  @Test
  void namespacesAndTablesAreListedRenamedAndDropped() {
    client.create("orders");
    client.create("returns");
    assertThat(administrator.catalog().listNamespaces()).containsExactly(Namespace.of("bronze"));
    assertThat(administrator.catalog().listTables(Namespace.of("bronze")))
        .containsExactly(identifier("orders"), identifier("returns"));
    assertThatThrownBy(() -> client.create("orders")).isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> administrator.catalog().dropNamespace(Namespace.of("bronze")))
        .isInstanceOf(NamespaceNotEmptyException.class);

    administrator.catalog().renameTable(identifier("orders"), identifier("purchases"));
    administrator.catalog().dropTable(identifier("returns"), false);
    administrator.catalog().dropTable(identifier("purchases"), true);

    assertThatThrownBy(() -> client.load("orders")).isInstanceOf(NoSuchTableException.class);
    assertThat(administrator.catalog().listTables(Namespace.of("bronze"))).isEmpty();
    assertThat(administrator.catalog().dropNamespace(Namespace.of("bronze"))).isTrue();
  }

  /** Both have found the table, and wait for it, when it gets its first new name. */
  @Test
  void ofTwoWhoRenameATableAtOnceOneComesTooLate() throws Exception {
    client.create("orders");
    List<Future<Boolean>> renames = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2);
        Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("SELECT id FROM relation WHERE name = 'orders' FOR UPDATE");
      for (String name : List.of("purchases", "sales")) {
        renames.add(both.submit(() -> rename("orders", name)));
      }
      await().atMost(10, SECONDS).until(() -> waiting() == 2);
      other.rollback();
    }

    assertThat(List.of(renames.getFirst().get(), renames.getLast().get()))
        .containsExactlyInAnyOrder(true, false);
  }

  private boolean rename(String from, String to) {
    try {
      administrator.catalog().renameTable(identifier(from), identifier(to));
      return true;
    } catch (NoSuchTableException late) {
      return false;
    }
  }

  /** How many wait for a lock of somebody else. */
  private int waiting() throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet count =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock'")) {
      count.next();
      return count.getInt(1);
    }
  }

  @Test
  void namespacePropertiesAreKept() {
    Namespace gold = Namespace.of("gold");
    administrator.catalog().createNamespace(gold, new HashMap<>(Map.of("owner", "finance")));

    administrator.catalog().setProperties(gold, new HashMap<>(Map.of("grade", "a")));
    administrator.catalog().removeProperties(gold, new HashSet<>(Set.of("owner")));

    assertThat(administrator.catalog().loadNamespaceMetadata(gold))
        .containsEntry("grade", "a")
        .doesNotContainKey("owner");
  }

  @Test
  void whoLosesARaceIsToldSo() {
    Table orders = client.create("orders");
    append(orders, Map.of()).commit();
    Transaction slow = orders.newTransaction();
    slow.newOverwrite()
        .overwriteByRowFilter(Expressions.alwaysTrue())
        .addFile(file(orders, 1))
        .commit();

    append(client.load("orders"), Map.of()).commit();

    assertThatThrownBy(() -> client.catalog().commitTransaction(commit(slow, orders)))
        .isInstanceOf(CommitFailedException.class);
    assertThat(client.load("orders").history()).hasSize(2);
  }

  @Test
  void twoTablesChangeTogetherOrNotAtAll() {
    Table orders = client.create("orders");
    Table returns = client.create("returns");
    append(orders, Map.of("tarn.positions", position(KEY, 0, 10))).commit();
    Transaction ofReturns = returns.newTransaction();
    ofReturns.newAppend().appendFile(file(returns, 5)).commit();
    Transaction ofOrders = orders.newTransaction();
    append(ofOrders.table(), Map.of("tarn.positions", position(KEY, 3, 20))).commit();

    assertThatThrownBy(
            () ->
                client
                    .catalog()
                    .commitTransaction(commit(ofReturns, returns), commit(ofOrders, orders)))
        .isInstanceOf(BadRequestException.class);

    assertThat(client.load("returns").currentSnapshot()).isNull();
    assertThat(client.load("orders").history()).hasSize(1);
    assertThat(commits("returns")).isEmpty();
  }

  @Test
  void aWriterThatWasPresumedDeadChangesNothing() {
    Table orders = client.create("orders");
    append(orders, Map.of("tarn.positions", position(KEY, 0, 100))).commit();
    Table zombie = client.load("orders");

    assertThatThrownBy(
            () -> append(zombie, Map.of("tarn.positions", position(KEY, 50, 150))).commit())
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("ends at 100");

    assertThat(positions("orders")).isEqualTo(Map.of(KEY, 100));
    assertThat(client.load("orders").history()).hasSize(1);
  }

  private TableCommit commit(Transaction transaction, Table before) {
    return TableCommit.create(
        identifier(before.name().substring(before.name().lastIndexOf('.') + 1)),
        ((BaseTable) before).operations().current(),
        ((HasTableOperations) transaction.table()).operations().current());
  }

  private Map<String, Integer> positions(String table) {
    return api("/api/v1/tables/" + client.name(table) + "/positions").path("");
  }

  private List<Map<String, Object>> commits(String table) {
    return api("/api/v1/tables/" + client.name(table) + "/commits").path("");
  }

  private ExtractableResponse<?> api(String path) {
    return RestAssured.given()
        .baseUri(service.toString())
        .auth()
        .oauth2(token)
        .get(path)
        .then()
        .statusCode(200)
        .extract();
  }
}
