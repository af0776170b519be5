package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sensitive tag hides, and who may clear it. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class SensitiveTagsIT {
  private static final TableIdentifier CUSTOMERS = TableIdentifier.of("gold", "customers");
  private static final String INITIAL = "left(value, 1) || '***'";

  private final Shop shop = new Shop();
  private final String tag = "pii." + shop.catalog;
  private Api engineer;
  private Api analyst;
  private IcebergClient client;

  @TestHTTPResource("/")
  URI service;

  @BeforeEach
  void buyersCameFromTaggedCustomers() {
    engineer = Api.as("engineer");
    analyst = Api.as("analyst");
    engineer
        .apply(shop.source(), sensitive(shop.silver()), shop.gold(), shop.goldIsRead())
        .statusCode(200);
    client = new IcebergClient(service, shop.catalog, Tokens.ofService("transform-service"));
    commit("silver", "orders", Map.of());
    commit(
        "gold",
        "customers",
        Map.of(
            "tarn.column-lineage",
            "{\"buyer\": [\"%1$s.customer\"], \"orders\": [\"%1$s.id\"]}"
                .formatted(shop.table("silver.orders"))));
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void a_column_that_a_sensitive_tag_reached_is_null_until_a_policy_says_otherwise()
      throws IOException {
    Map<String, Object> hidden = analyst.decision(shop.table("gold.customers"), "SELECT");
    assertThat(hidden.get("columnMasks")).isEqualTo(Map.of("buyer", "NULL"));
    assertThat(hidden.get("reason"))
        .asString()
        .endsWith("buyer is NULL: tagged %s, and no policy says how it is masked".formatted(tag));
    assertMasks(engineer, Map.of());
    assertMasks(new Api(Tokens.ofService("gold-service")), Map.of());
    assertTheMetadataIsOutOfReach();

    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);

    assertMasks(analyst, Map.of("buyer", INITIAL));
    assertMasks(engineer, Map.of());
    assertTheMetadataIsOutOfReach();
  }

  @Test
  void an_explanation_names_no_policy_where_there_is_none() {
    analyst
        .get(
            "/api/v1/permissions/explanation?privilege=SELECT&securable="
                + shop.table("gold.customers"))
        .statusCode(200)
        .body("allowed", equalTo(true))
        .body("reason", endsWith("no policy says how it is masked"))
        .body("columnMasks.buyer.expression", equalTo("NULL"))
        .body("columnMasks.buyer.policy", equalTo(""));
  }

  @Test
  void an_excepted_owner_says_that_a_derived_column_is_not_sensitive_and_readers_see_it() {
    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);

    engineer.apply(cleared()).statusCode(200);

    assertMasks(analyst, Map.of());
    assertThat(Api.as("scientist").decision(shop.table("gold.customers"), "SELECT"))
        .containsEntry("columnMasks", Map.of());
    engineer.apply(shop.gold()).statusCode(200);
    assertMasks(analyst, Map.of("buyer", INITIAL));
  }

  @Test
  void an_analyst_with_a_namespace_of_his_own_does_not_clear_what_is_hidden_from_him() {
    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);
    engineer.grant(shop.table("gold"), "ALL PRIVILEGES", "user:analyst").statusCode(200);
    engineer.grant(shop.table("silver"), "ALL PRIVILEGES", "user:analyst").statusCode(200);

    analyst.apply(cleared()).statusCode(403);
    analyst.apply(cleared().replace(tag, "pii")).statusCode(403);
    analyst.delete("/api/v1/manifests/Table/" + shop.table("silver.orders")).statusCode(403);

    assertMasks(analyst, Map.of("buyer", INITIAL));
  }

  @Test
  void another_name_of_a_column_takes_off_no_mask() {
    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);
    Table customers = client.catalog().loadTable(CUSTOMERS);
    customers
        .updateSchema()
        .addColumn("buyer", Types.StringType.get())
        .addColumn("orders", Types.IntegerType.get())
        .commit();

    customers.updateSchema().renameColumn("buyer", "b").renameColumn("orders", "buyer").commit();

    assertMasks(analyst, Map.of("b", INITIAL, "buyer", INITIAL, "orders", INITIAL));
    customers.updateSchema().renameColumn("buyer", "n").renameColumn("b", "buyer").commit();
    assertMasks(analyst, Map.of("b", INITIAL, "buyer", INITIAL, "orders", INITIAL, "n", INITIAL));
  }

  @Test
  void a_column_with_another_name_has_its_mask_for_good() {
    engineer
        .apply(
            sensitive(shop.namesAreMasked()), shop.gold() + "tags: { buyer: %s }\n".formatted(tag))
        .statusCode(200);
    Table customers = client.catalog().loadTable(CUSTOMERS);
    customers.updateSchema().addColumn("buyer", Types.StringType.get()).commit();
    customers.updateSchema().renameColumn("buyer", "b").commit();

    refresh(customers);
    expireAllButTheNewest(customers);

    assertMasks(analyst, Map.of("b", INITIAL, "buyer", INITIAL));
  }

  @Test
  void a_mask_stays_as_long_as_a_snapshot_holds_what_it_hides() {
    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);
    Table customers = client.catalog().loadTable(CUSTOMERS);

    refresh(customers);

    assertMasks(analyst, Map.of("buyer", INITIAL));
    engineer
        .get("/api/v1/lineage/%s/columns/buyer".formatted(shop.table("gold.customers")))
        .body("edges.from", contains(shop.table("silver.orders.id")));
    expireAllButTheNewest(customers);
    assertMasks(analyst, Map.of());
  }

  @Test
  void a_table_that_goes_back_to_what_a_mask_hides_has_it_for_good() {
    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);
    Table customers = client.catalog().loadTable(CUSTOMERS);
    append(customers, Map.of()).commit();
    long before = customers.currentSnapshot().snapshotId();
    refresh(customers);

    customers.manageSnapshots().rollbackTo(before).commit();
    append(customers, Map.of()).commit();
    expireAllButTheNewest(customers);

    assertMasks(analyst, Map.of("buyer", INITIAL));
  }

  @Test
  void that_a_table_is_called_otherwise_meanwhile_changes_nothing() throws IOException {
    engineer.apply(sensitive(shop.namesAreMasked())).statusCode(200);
    String lineage = "{\"buyer\": [\"%s.customer\"]}".formatted(shop.table("silver.orders"));
    commit("gold", "copy", Map.of("tarn.column-lineage", lineage));
    Table copy = client.catalog().loadTable(TableIdentifier.of("gold", "copy"));
    append(copy, Map.of()).commit();
    long before = copy.currentSnapshot().snapshotId();
    refresh(copy);
    TableIdentifier elsewhere = TableIdentifier.of("gold", "moved");
    try (IcebergClient engineers =
        new IcebergClient(service, shop.catalog, Tokens.ofUser("engineer"))) {
      engineers.catalog().renameTable(TableIdentifier.of("gold", "copy"), elsewhere);
    }

    Table moved = client.catalog().loadTable(elsewhere);
    moved.manageSnapshots().rollbackTo(before).commit();
    append(moved, Map.of()).commit();
    expireAllButTheNewest(moved);

    assertThat(analyst.decision(shop.table("gold.moved"), "SELECT"))
        .containsEntry("columnMasks", Map.of("buyer", INITIAL));
  }

  /** All rows anew, and none from where they came before. */
  private void refresh(Table customers) {
    OverwriteFiles refresh =
        customers
            .newOverwrite()
            .overwriteByRowFilter(Expressions.alwaysTrue())
            .addFile(IcebergClient.file(customers, 10));
    refresh.set(
        "tarn.column-lineage", "{\"buyer\": [\"%s.id\"]}".formatted(shop.table("silver.orders")));
    refresh.commit();
  }

  private static void expireAllButTheNewest(Table customers) {
    customers
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
        .commit();
  }

  private String sensitive(String manifest) {
    return manifest.replace(shop.catalog + ".name", tag);
  }

  private String cleared() {
    return shop.gold() + "cleared tags: { buyer: [%s] }\n".formatted(tag);
  }

  private void assertMasks(Api who, Map<String, String> masks) {
    assertThat(who.decision(shop.table("gold.customers"), "SELECT"))
        .containsEntry("allowed", true)
        .containsEntry("columnMasks", masks);
  }

  /** Its statistics hold the smallest and the largest of each column. */
  private void assertTheMetadataIsOutOfReach() throws IOException {
    try (IcebergClient analysts =
        new IcebergClient(service, shop.catalog, Tokens.ofUser("analyst"))) {
      assertThatThrownBy(() -> analysts.catalog().loadTable(CUSTOMERS))
          .isInstanceOf(ForbiddenException.class);
    }
  }

  private void commit(String namespace, String name, Map<String, String> summary) {
    Table table =
        client.catalog().createTable(TableIdentifier.of(namespace, name), IcebergClient.SCHEMA);
    append(table, summary).commit();
  }
}
