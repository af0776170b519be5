package io.tarn.catalog;

import static io.tarn.catalog.IcebergClient.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tarn.catalog.domain.openlineage.ExportQueue;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.json.Json;
import io.tarn.testing.Ports;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Others hear of each commit and run as OpenLineage, also when they were away for a while. */
@RealServers
@QuarkusTest
@TestProfile(OpenLineageOutIT.Told.class)
@QuarkusTestResource(OwnDatabase.class)
class OpenLineageOutIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-11-25T01:00:00Z");

  private final Shop shop = new Shop();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final AtomicInteger deafFor = new AtomicInteger();
  private HttpServer receiver;

  @Inject ExportQueue queue;

  @TestHTTPResource("/")
  URI service;

  @ConfigProperty(name = "tarn.catalog.openlineage.url")
  URI url;

  @ConfigProperty(name = "mp.messaging.incoming.ended-runs.topic")
  String runs;

  /** With somebody to tell. */
  public static class Told implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tarn.catalog.openlineage.url",
          "http://127.0.0.1:%d/api/v1/lineage".formatted(Ports.free()),
          "tarn.catalog.openlineage.token",
          "of-the-receiver",
          "tarn.catalog.openlineage.longest-pause",
          "1s");
    }
  }

  @AfterEach
  void hangUp() {
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  @Test
  void a_receiver_that_was_away_hears_everything_in_order() throws IOException {
    Api.as("engineer").apply(shop.source(), shop.silver(), shop.gold()).statusCode(200);
    String runId = UUID.randomUUID().toString();
    long bronze = commit("bronze", "orders", Map.of());
    long silver =
        commit(
            "silver",
            "orders",
            Map.of(
                "tarn.run-id",
                runId,
                "tarn.inputs",
                "{\"%s\": %d}".formatted(shop.table("bronze.orders"), bronze),
                "tarn.column-lineage",
                "{\"payload\": [\"%s.payload.customer\"]}".formatted(shop.table("bronze.orders"))));
    tell(run(runId, "silver.orders", RunEnded.Status.succeeded, silver, null));
    tell(run("no-uuid", "gold.customers", RunEnded.Status.failed, null, "cannot cast 'Jane Doe'"));
    await().atMost(PATIENCE).until(() -> queue.backlog().size() >= 4);

    deafFor.set(2);
    listen(201);
    await().atMost(PATIENCE).until(() -> ours().size() >= 6);
    await().atMost(PATIENCE).until(() -> queue.backlog().size() == 0);

    assertThat(ours())
        .extracting(event -> event.getJob().getName() + " " + event.getEventType())
        .containsExactly(
            shop.table("bronze.orders COMPLETE"),
            shop.table("silver.orders RUNNING"),
            shop.table("silver.orders START"),
            shop.table("silver.orders COMPLETE"),
            shop.table("gold.customers START"),
            shop.table("gold.customers FAIL"));
    assertThat(tokens).containsOnly("Bearer of-the-receiver");
    RunEvent written = ours().get(1);
    assertThat(written.getRun().getRunId()).isEqualTo(UUID.fromString(runId));
    assertThat(written.getInputs())
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.getName()).isEqualTo(shop.table("bronze.orders"));
              assertThat(input.getFacets().getVersion().getDatasetVersion())
                  .isEqualTo(Long.toString(bronze));
            });
    OpenLineage.OutputDataset output = written.getOutputs().getFirst();
    assertThat(output.getFacets().getVersion().getDatasetVersion())
        .isEqualTo(Long.toString(silver));
    assertThat(output.getFacets().getSchema().getFields())
        .extracting(OpenLineage.SchemaDatasetFacetFields::getName)
        .contains("payload");
    assertThat(
            output
                .getFacets()
                .getColumnLineage()
                .getFields()
                .getAdditionalProperties()
                .get("payload")
                .getInputFields())
        .extracting(OpenLineage.InputField::getName, OpenLineage.InputField::getField)
        .containsExactly(tuple(shop.table("bronze.orders"), "payload.customer"));
    assertThat(ours().getLast().getRun().getFacets().getErrorMessage().getMessage())
        .isEqualTo(RunEnded.HIDDEN_ERROR);
    assertThat(heard).noneMatch(event -> event.contains("Jane Doe"));
  }

  @Test
  void what_the_receiver_will_never_take_does_not_hold_up_the_rest() throws IOException {
    Api.as("engineer").apply(shop.source()).statusCode(200);
    listen(422);
    commit("bronze", "orders", Map.of());
    await().atMost(PATIENCE).until(() -> ours().size() == 1 && queue.backlog().size() == 0);
    receiver.stop(0);

    listen(201);
    commit("bronze", "returns", Map.of());

    await().atMost(PATIENCE).until(() -> ours().size() == 2 && queue.backlog().size() == 0);
    assertThat(ours().getLast().getJob().getName()).isEqualTo(shop.table("bronze.returns"));
  }

  private void listen(int status) throws IOException {
    receiver =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()), 0);
    receiver.createContext(
        url.getPath(),
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean deaf = deafFor.getAndDecrement() > 0;
          if (!deaf) {
            heard.add(body);
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
          }
          exchange.sendResponseHeaders(deaf ? 503 : status, -1);
          exchange.close();
        });
    receiver.start();
  }

  /** As OpenLineage's own client reads them; what the catalog writes for itself is left out. */
  private List<RunEvent> ours() {
    return heard.stream()
        .map(OpenLineageClientUtils::runEventFromJson)
        .filter(event -> event.getJob().getName().startsWith(shop.catalog))
        .toList();
  }

  private long commit(String namespace, String table, Map<String, String> summary)
      throws IOException {
    try (IcebergClient client =
        new IcebergClient(service, shop.catalog, Tokens.ofService("transform-service"))) {
      if (!client.catalog().namespaceExists(Namespace.of(namespace))) {
        client.catalog().createNamespace(Namespace.of(namespace));
      }
      Table created =
          client.catalog().createTable(TableIdentifier.of(namespace, table), IcebergClient.SCHEMA);
      append(created, summary).commit();
      created.refresh();
      return created.currentSnapshot().snapshotId();
    }
  }

  private RunEnded run(
      String id, String table, RunEnded.Status status, Long snapshotId, String error) {
    return new RunEnded(
        id,
        TableName.parse(shop.table(table)),
        "transform-service",
        status,
        RunEnded.Refresh.full,
        START,
        START.plusSeconds(1),
        List.of(new RunEnded.Input(TableName.parse(shop.table("bronze.orders")), null, 1L, 5)),
        5,
        0,
        0,
        0,
        Map.of(),
        snapshotId,
        error);
  }

  private void tell(RunEnded run) {
    new Topic(runs).send(List.of(Json.MAPPER.valueToTree(run).toString()));
  }
}
