package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lineage comes with the commits, and tags go where it leads. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class LineageIT {
  private static final String INITIAL = "left(value, 1) || '***'";

  private final Shop shop = new Shop();
  private Api engineer;
  private Api analyst;
  private IcebergClient client;

  @TestHTTPResource("/")
  URI service;

  @BeforeEach
  void fillTheShop() {
    engineer = Api.as("engineer");
    analyst = Api.as("analyst");
    engineer
        .apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead(), shop.namesAreMasked())
        .statusCode(200);
    client = new IcebergClient(service, shop.catalog, Tokens.ofService("transform-service"));
    commit("bronze", "orders", Map.of());
    commit(
        "silver",
        "orders",
        Map.of(
            "tarn.run-id", "run-silver",
            "tarn.inputs",
                "{\"%s\": %d}".formatted(shop.table("bronze.orders"), snapshot("bronze", "orders")),
            "tarn.column-lineage",
                "{\"id\": [\"%1$s.payload.id\"], \"customer\": [\"%1$s.payload.customer\"]}"
                    .formatted(shop.table("bronze.orders"))));
    commit(
        "gold",
        "customers",
        Map.of(
            "tarn.run-id", "run-gold",
            "tarn.inputs",
                "{\"%s\": %d}".formatted(shop.table("silver.orders"), snapshot("silver", "orders")),
            "tarn.column-lineage",
                "{\"buyer\": [\"%1$s.customer\"], \"orders\": [\"%1$s.id\"]}"
                    .formatted(shop.table("silver.orders"))));
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void a_gold_table_leads_back_to_its_source() {
    engineer
        .get("/api/v1/lineage/%s?direction=upstream".formatted(shop.table("gold.customers")))
        .statusCode(200)
        .body(
            "nodes.table",
            containsInAnyOrder(
                shop.table("gold.customers"),
                shop.table("silver.orders"),
                shop.table("bronze.orders")))
        .body("nodes.kind", containsInAnyOrder("Table", "Table", "Source"))
        .body(
            "edges.find { it.to == '%s' }.from".formatted(shop.table("gold.customers")),
            equalTo(shop.table("silver.orders")))
        .body("edges.runId", containsInAnyOrder("run-gold", "run-silver"));
  }

  @Test
  void depth_bounds_the_way_and_downstream_is_the_other_way() {
    engineer
        .get(
            "/api/v1/lineage/%s?direction=downstream&depth=1"
                .formatted(shop.table("bronze.orders")))
        .body("edges.to", contains(shop.table("silver.orders")));
    engineer
        .get("/api/v1/lineage/%s?direction=downstream".formatted(shop.table("bronze.orders")))
        .body(
            "edges.to",
            containsInAnyOrder(shop.table("silver.orders"), shop.table("gold.customers")));
    engineer
        .get("/api/v1/lineage/%s?direction=sideways".formatted(shop.table("bronze.orders")))
        .statusCode(400);
  }

  @Test
  void a_gold_column_leads_back_to_the_field_of_a_payload_and_the_field_forward_to_it() {
    engineer
        .get("/api/v1/lineage/%s/columns/buyer".formatted(shop.table("gold.customers")))
        .body(
            "edges.from",
            containsInAnyOrder(
                shop.table("silver.orders.customer"), shop.table("bronze.orders.payload.customer")))
        .body(
            "edges.to",
            containsInAnyOrder(
                shop.table("gold.customers.buyer"), shop.table("silver.orders.customer")));

    engineer
        .get(
            "/api/v1/lineage/%s/columns/payload.customer?direction=downstream"
                .formatted(shop.table("bronze.orders")))
        .body(
            "edges.to",
            containsInAnyOrder(
                shop.table("silver.orders.customer"), shop.table("gold.customers.buyer")));
  }

  @Test
  void tables_one_may_not_see_are_there_without_a_name() {
    analyst
        .get("/api/v1/lineage/" + shop.table("gold.customers"))
        .statusCode(200)
        .body(
            "nodes.table", containsInAnyOrder(shop.table("gold.customers"), "hidden:1", "hidden:2"))
        .body("nodes.kind", hasItem("Hidden"))
        .body("edges.from", not(hasItem(containsString("silver"))));
    analyst
        .get("/api/v1/lineage/%s/columns/buyer".formatted(shop.table("gold.customers")))
        .body("edges.from", not(hasItem(containsString("orders"))));
  }

  @Test
  void the_lineage_of_a_table_one_may_not_see_is_not_found_like_that_of_none() {
    analyst.get("/api/v1/lineage/" + shop.table("silver.orders")).statusCode(404);
    analyst.get("/api/v1/lineage/" + shop.table("silver.nothing")).statusCode(404);
    analyst
        .get("/api/v1/lineage/%s/columns/customer".formatted(shop.table("silver.orders")))
        .statusCode(404);
  }

  @Test
  void what_reads_lineage_from_marquez_reads_it_here() {
    String silver = "dataset:tarn:" + shop.table("silver.orders");
    String gold = "dataset:tarn:" + shop.table("gold.customers");
    engineer
        .get("/api/v1/lineage?depth=1&nodeId=" + silver)
        .statusCode(200)
        .body(
            "graph.id",
            containsInAnyOrder(
                "dataset:tarn:" + shop.table("bronze.orders"),
                "job:tarn:" + shop.table("silver.orders"),
                silver,
                "job:tarn:" + shop.table("gold.customers"),
                gold))
        .body("graph.find { it.id == '%s' }.type".formatted(silver), equalTo("DATASET"))
        .body(
            "graph.find { it.id == '%s' }.inEdges.origin".formatted(gold),
            contains("job:tarn:" + shop.table("gold.customers")))
        .body(
            "graph.find { it.id == '%s' }.outEdges.destination".formatted(silver),
            contains("job:tarn:" + shop.table("gold.customers")))
        .body(
            "graph.find { it.id == 'job:tarn:%s' }.data.inputs.name"
                .formatted(shop.table("gold.customers")),
            contains(shop.table("silver.orders")));
    engineer
        .get("/api/v1/lineage?nodeId=job:tarn:" + shop.table("silver.orders"))
        .body("graph.id", hasItem(gold));
  }

  @Test
  void what_reads_column_lineage_from_marquez_reads_it_here() {
    String buyer = "datasetField:tarn:%s:buyer".formatted(shop.table("gold.customers"));
    String customer = "datasetField:tarn:%s:customer".formatted(shop.table("silver.orders"));
    String payload = "datasetField:tarn:%s:payload.customer".formatted(shop.table("bronze.orders"));
    engineer
        .get("/api/v1/column-lineage?nodeId=" + buyer)
        .statusCode(200)
        .body("graph.id", containsInAnyOrder(buyer, customer, payload))
        .body("graph.type", everyItem(equalTo("DATASET_FIELD")))
        .body(
            "graph.find { it.id == '%s' }.data.inputFields[0]".formatted(buyer),
            equalTo(
                Map.of(
                    "namespace", "tarn",
                    "dataset", shop.table("silver.orders"),
                    "field", "customer")));
    engineer
        .get("/api/v1/column-lineage?nodeId=" + customer)
        .body("graph.id", containsInAnyOrder(customer, payload));
    engineer
        .get("/api/v1/column-lineage?withDownstream=true&nodeId=" + customer)
        .body("graph.id", containsInAnyOrder(buyer, customer, payload));
    engineer
        .get("/api/v1/column-lineage?nodeId=dataset:tarn:" + shop.table("gold.customers"))
        .body("graph.id.size()", equalTo(6));
  }

  @Test
  void columns_of_a_table_in_a_nested_namespace_are_followed_too() {
    Namespace nested = Namespace.of("gold", "shared");
    client.catalog().createNamespace(nested);
    Table made =
        client.catalog().createTable(TableIdentifier.of(nested, "buyers"), IcebergClient.SCHEMA);
    IcebergClient.append(
            made,
            Map.of(
                "tarn.inputs",
                    "{\"%s\": %d}"
                        .formatted(shop.table("silver.orders"), snapshot("silver", "orders")),
                "tarn.column-lineage",
                    "{\"buyer\": [\"%s.customer\"]}".formatted(shop.table("silver.orders"))))
        .commit();
    String shared = shop.table("gold.shared.buyers");

    engineer
        .get("/api/v1/lineage/%s/columns/buyer".formatted(shared))
        .statusCode(200)
        .body("edges.to", hasItem(shared + ".buyer"));
    engineer
        .get("/api/v1/column-lineage?nodeId=datasetField:tarn:%s:buyer".formatted(shared))
        .body("graph.id", hasItem("datasetField:tarn:%s:buyer".formatted(shared)))
        .body(
            "graph.id",
            hasItem("datasetField:tarn:%s:customer".formatted(shop.table("silver.orders"))));
  }

  /** How far a table has read its inputs is how many commits and records those have. */
  @Test
  void positions_in_tables_one_may_not_see_are_not_told() {
    String silver = shop.table("silver.orders");
    append(
        "gold",
        "customers",
        Map.of(
            "tarn.inputs", "{\"%s\": %d}".formatted(silver, snapshot("silver", "orders")),
            "tarn.positions", "{\"table:%s\": [0, 1]}".formatted(silver)));
    String gold = "/api/v1/tables/" + shop.table("gold.customers");

    engineer.get(gold + "/positions").statusCode(200).body("size()", equalTo(1));
    analyst.get(gold + "/positions").statusCode(200).body("size()", equalTo(0));
    analyst.get(gold + "/commits").statusCode(200).body("reach", everyItem(anEmptyMap()));
  }

  @Test
  void nobody_learns_of_a_table_by_saying_that_he_read_it() throws IOException {
    commit("gold", "plain", Map.of());
    engineer.grant(shop.table("gold.plain"), "MODIFY", "user:scientist").statusCode(200);
    try (IcebergClient scientist =
        new IcebergClient(service, shop.catalog, Tokens.ofUser("scientist"))) {
      Table gold = scientist.catalog().loadTable(TableIdentifier.of("gold", "plain"));

      assertThatThrownBy(
              () ->
                  IcebergClient.append(
                          gold,
                          Map.of(
                              "tarn.inputs",
                              "{\"%s\": %d}"
                                  .formatted(
                                      shop.table("silver.orders"), snapshot("silver", "orders"))))
                      .commit())
          .isInstanceOf(ForbiddenException.class)
          .hasMessageContaining("nobody granted SELECT on " + shop.table("silver.orders"));
      IcebergClient.append(gold, Map.of()).commit();
    }
  }

  @Test
  void in_marquez_form_too_nobody_learns_the_names_of_tables_he_may_not_see() {
    analyst
        .get("/api/v1/lineage?nodeId=dataset:tarn:" + shop.table("gold.customers"))
        .body("graph.id", hasItems("dataset:tarn:hidden:1", "dataset:tarn:hidden:2"))
        .body(not(containsString("orders\"")));
    analyst
        .get("/api/v1/column-lineage?nodeId=dataset:tarn:" + shop.table("gold.customers"))
        .body("graph.id", hasItem("dataset:tarn:hidden:1"))
        .body(not(containsString("silver")));
    analyst
        .get("/api/v1/lineage?nodeId=dataset:tarn:" + shop.table("silver.orders"))
        .statusCode(404);
    analyst
        .get(
            "/api/v1/column-lineage?nodeId=datasetField:tarn:%s:id"
                .formatted(shop.table("silver.orders")))
        .statusCode(404);
    analyst
        .get("/api/v1/lineage?nodeId=dataset:elsewhere:" + shop.table("gold.customers"))
        .statusCode(400)
        .body("detail", containsString("dataset:tarn:catalog.namespace.table"));
    analyst.get("/api/v1/lineage").statusCode(400);
  }

  @Test
  void a_column_nobody_tagged_is_masked_because_it_comes_from_one_that_is() {
    assertThat(analyst.decision(shop.table("gold.customers"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of("buyer", INITIAL));
    assertThat(engineer.decision(shop.table("gold.customers"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of());
  }

  @Test
  void a_mask_is_not_shaken_off_by_a_copy_under_another_name() {
    commit(
        "gold",
        "copy",
        Map.of(
            "tarn.inputs",
                "{\"%s\": %d}"
                    .formatted(shop.table("gold.customers"), snapshot("gold", "customers")),
            "tarn.column-lineage",
                "{\"who\": [\"%s.buyer\"]}".formatted(shop.table("gold.customers"))));
    IcebergClient asEngineer = new IcebergClient(service, shop.catalog, Tokens.ofUser("engineer"));

    asEngineer
        .catalog()
        .renameTable(TableIdentifier.of("gold", "copy"), TableIdentifier.of("gold", "renamed"));

    assertThat(analyst.decision(shop.table("gold.renamed"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of("who", INITIAL));
    assertThatThrownBy(
            () ->
                asEngineer
                    .catalog()
                    .renameTable(
                        TableIdentifier.of("silver", "orders"),
                        TableIdentifier.of("gold", "orders")))
        .hasMessageContaining("manifests speak of them by name");
  }

  @Test
  void a_protected_table_is_not_handed_to_a_foreign_engine() throws IOException {
    try (IcebergClient ofAnalyst = new IcebergClient(service, shop.catalog, analyst.token())) {
      assertThatThrownBy(
              () -> ofAnalyst.catalog().loadTable(TableIdentifier.of("gold", "customers")))
          .hasMessageContaining("only a part of it may be seen");
    }
  }

  @Test
  void lineage_of_an_old_snapshot_is_as_it_was_then_although_all_has_moved_on() {
    long oldBronze = snapshot("bronze", "orders");
    long oldSilver = snapshot("silver", "orders");
    long oldGold = snapshot("gold", "customers");
    String then = Instant.now().toString();
    append("bronze", "orders", Map.of());
    append(
        "silver",
        "orders",
        Map.of(
            "tarn.run-id", "run-silver-2",
            "tarn.inputs",
                "{\"%s\": %d}".formatted(shop.table("bronze.orders"), snapshot("bronze", "orders")),
            "tarn.column-lineage",
                "{\"customer\": [\"%s.payload.renamed\"]}".formatted(shop.table("bronze.orders"))));
    String gold = "/api/v1/lineage/" + shop.table("gold.customers");

    for (String moment : List.of("?snapshot=" + oldGold, "?at=" + then)) {
      engineer
          .get(gold + moment)
          .statusCode(200)
          .body(
              "nodes.collectEntries { [it.table, it.snapshotId] }",
              equalTo(
                  Map.of(
                      shop.table("gold.customers"), oldGold,
                      shop.table("silver.orders"), oldSilver,
                      shop.table("bronze.orders"), oldBronze)))
          .body("edges.runId", containsInAnyOrder("run-gold", "run-silver"))
          .body("edges.inputSnapshotId", containsInAnyOrder(oldSilver, oldBronze));
      engineer
          .get(gold + "/columns/buyer" + moment)
          .body(
              "edges.from",
              containsInAnyOrder(
                  shop.table("silver.orders.customer"),
                  shop.table("bronze.orders.payload.customer")));
    }
    engineer
        .get(
            "/api/v1/lineage/%s/columns/customer?snapshot=%d"
                .formatted(shop.table("silver.orders"), snapshot("silver", "orders")))
        .body("edges.from", contains(shop.table("bronze.orders.payload.renamed")));
    analyst
        .get(gold + "?snapshot=" + oldGold)
        .body(
            "nodes.table", containsInAnyOrder(shop.table("gold.customers"), "hidden:1", "hidden:2"))
        .body("edges.inputSnapshotId", contains(nullValue(), nullValue()));
  }

  @Test
  void a_rewrite_of_files_has_the_lineage_of_what_it_rewrote_and_nonsense_is_refused() {
    append("gold", "customers", Map.of());
    String gold = "/api/v1/lineage/" + shop.table("gold.customers");

    engineer
        .get(gold + "?depth=1&snapshot=" + snapshot("gold", "customers"))
        .body("edges.from", contains(shop.table("silver.orders")));
    engineer.get(gold + "?snapshot=1").statusCode(404);
    engineer.get(gold + "?at=2000-01-01T00:00:00Z").statusCode(404);
    engineer.get(gold + "?at=yesterday").statusCode(400);
    engineer.get(gold + "?snapshot=first").statusCode(400);
    engineer.get(gold + "?snapshot=1&direction=downstream").statusCode(400);
    analyst
        .get(
            "/api/v1/lineage/%s?snapshot=%d"
                .formatted(shop.table("silver.orders"), snapshot("silver", "orders")))
        .statusCode(404);
  }

  @Test
  void what_breaks_if_a_column_goes_is_told_by_manifest_and_what_one_may_not_see_is_counted() {
    engineer.apply(shop.dashboard(), shop.someSilverIsHidden()).statusCode(200);
    String impact =
        "/api/v1/lineage/%s/columns/customer/impact".formatted(shop.table("silver.orders"));

    engineer
        .get(impact)
        .statusCode(200)
        .body("columns", contains(shop.table("gold.customers.buyer")))
        .body(
            "breaks.find { it.name == '%s' }.because".formatted(shop.table("silver.orders")),
            containsInAnyOrder("sql", "tags"))
        .body(
            "breaks.find { it.name == '%s' }.because".formatted(shop.table("gold.customers")),
            contains("sql"))
        .body("breaks.find { it.kind == 'Dashboard' }.because", contains("tile buyers"))
        .body(
            "breaks.find { it.name == '%s-names' }.because".formatted(shop.catalog),
            contains("mask of %s.name".formatted(shop.catalog)))
        .body(
            "breaks.find { it.name == '%s-some' }.because".formatted(shop.catalog),
            contains("row filter"))
        .body("hidden", equalTo(0));
    engineer
        .get("/api/v1/lineage/%s/columns/id/impact".formatted(shop.table("silver.orders")))
        .body("breaks.kind", not(hasItem("Dashboard")))
        .body("breaks.name", not(hasItem(shop.catalog + "-names")));
    analyst.get(impact).statusCode(404);
    analyst
        .get("/api/v1/lineage/%s/columns/buyer/impact".formatted(shop.table("gold.customers")))
        .body("breaks.name", not(hasItem(containsString("names"))))
        .body("hidden", greaterThan(0));
  }

  /** As Spark's listener sends it: the table by its folder, and its name as a symlink. */
  @Test
  void another_engine_reports_what_it_read() {
    commit("gold", "report", Map.of());
    String event =
        """
        {"eventType": "COMPLETE", "eventTime": "2026-11-25T10:00:00Z",
         "producer": "https://github.com/OpenLineage/OpenLineage/tree/1.40.1/integration/spark",
         "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
         "run": {"runId": "0197f2a4-0000-7000-8000-000000000001"},
         "job": {"namespace": "spark", "name": "report"},
         "inputs": [
           {"namespace": "s3://lakehouse", "name": "silver/orders", "facets": {"symlinks": {"identifiers": [
             {"namespace": "http://catalog/iceberg", "name": "%1$s", "type": "TABLE"}]}}},
           {"namespace": "postgres://crm:5432", "name": "public.customers"}],
         "outputs": [
           {"namespace": "tarn", "name": "%2$s", "facets": {"columnLineage": {"fields": {
             "payload": {"inputFields": [
               {"namespace": "s3://lakehouse", "name": "silver/orders", "field": "customer"}]}}}}}]}
        """
            .formatted(shop.table("silver.orders"), shop.table("gold.report"));

    report(engineer, event).statusCode(201).body("outputs", contains(shop.table("gold.report")));

    engineer
        .get("/api/v1/lineage/%s?depth=1".formatted(shop.table("gold.report")))
        .body("edges.from", contains(shop.table("silver.orders")))
        .body("edges.runId", contains("0197f2a4-0000-7000-8000-000000000001"));
    assertThat(analyst.decision(shop.table("gold.report"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of("payload", INITIAL));
    report(analyst, event).statusCode(403);
    report(engineer, event.replace("COMPLETE", "START")).statusCode(201).body("outputs", empty());
    report(engineer, event.replace("\"runId\"", "\"id\""))
        .statusCode(400)
        .body("detail", containsString("run.runId is missing"));
  }

  /** As the specification's own client writes it. */
  @Test
  void an_event_of_openlineages_own_client_is_taken() {
    commit("gold", "report", Map.of());
    OpenLineage lineage = new OpenLineage(URI.create("https://example.org/engine"));
    OpenLineage.InputField name =
        lineage
            .newInputFieldBuilder()
            .namespace("x")
            .name(shop.table("silver.orders"))
            .field("customer")
            .build();
    OpenLineage.RunEvent event =
        lineage
            .newRunEventBuilder()
            .eventType(OpenLineage.RunEvent.EventType.COMPLETE)
            .eventTime(ZonedDateTime.now(ZoneOffset.UTC))
            .run(lineage.newRunBuilder().runId(UUID.randomUUID()).build())
            .job(lineage.newJobBuilder().namespace("x").name("report").build())
            .inputs(
                List.of(
                    lineage
                        .newInputDatasetBuilder()
                        .namespace("x")
                        .name(shop.table("silver.orders"))
                        .build()))
            .outputs(
                List.of(
                    lineage
                        .newOutputDatasetBuilder()
                        .namespace("x")
                        .name(shop.table("gold.report"))
                        .facets(
                            lineage
                                .newDatasetFacetsBuilder()
                                .columnLineage(
                                    lineage
                                        .newColumnLineageDatasetFacetBuilder()
                                        .fields(
                                            lineage
                                                .newColumnLineageDatasetFacetFieldsBuilder()
                                                .put(
                                                    "payload",
                                                    lineage
                                                        .newColumnLineageDatasetFacetFieldsAdditionalBuilder()
                                                        .inputFields(List.of(name))
                                                        .build())
                                                .build())
                                        .build())
                                .build())
                        .build()))
            .build();

    report(engineer, OpenLineageClientUtils.toJson(event))
        .statusCode(201)
        .body("outputs", contains(shop.table("gold.report")));

    engineer
        .get("/api/v1/lineage/%s/columns/payload".formatted(shop.table("gold.report")))
        .body("edges.from", hasItem(shop.table("silver.orders.customer")));
  }

  /** Whoever may write a table does not learn what else there is, nor take a mask away. */
  @Test
  void a_report_only_adds_and_only_what_its_sender_sees() {
    commit("gold", "report", Map.of());
    engineer.grant(shop.table("gold.customers"), "MODIFY", "user:analyst").statusCode(200);
    String event =
        """
        {"eventType": "COMPLETE", "eventTime": "2026-11-25T10:00:00Z", "producer": "https://p",
         "schemaURL": "https://s", "run": {"runId": "r"}, "job": {"namespace": "n", "name": "j"},
         "inputs": [{"namespace": "tarn", "name": "%1$s"}],
         "outputs": [{"namespace": "tarn", "name": "%2$s", "facets": {"columnLineage": {"fields": {
           "orders": {"inputFields": [{"namespace": "tarn", "name": "%1$s", "field": "payload"}]}}}}}]}
        """
            .formatted(shop.table("bronze.orders"), shop.table("gold.customers"));

    report(analyst, event).statusCode(201);

    engineer
        .get("/api/v1/lineage/%s?depth=1".formatted(shop.table("gold.customers")))
        .body("edges.from", contains(shop.table("silver.orders")));
    assertThat(analyst.decision(shop.table("gold.customers"), "SELECT").get("columnMasks"))
        .isEqualTo(Map.of("buyer", INITIAL));
  }

  private static ValidatableResponse report(Api who, String event) {
    return who.request().body(event).post("/api/v1/lineage").then();
  }

  private void commit(String namespace, String table, Map<String, String> summary) {
    if (!client.catalog().namespaceExists(Namespace.of(namespace))) {
      client.catalog().createNamespace(Namespace.of(namespace));
    }
    Table created =
        client.catalog().createTable(TableIdentifier.of(namespace, table), IcebergClient.SCHEMA);
    IcebergClient.append(created, summary).commit();
  }

  private void append(String namespace, String table, Map<String, String> summary) {
    IcebergClient.append(client.catalog().loadTable(TableIdentifier.of(namespace, table)), summary)
        .commit();
  }

  private long snapshot(String namespace, String table) {
    return client
        .catalog()
        .loadTable(TableIdentifier.of(namespace, table))
        .currentSnapshot()
        .snapshotId();
  }
}
