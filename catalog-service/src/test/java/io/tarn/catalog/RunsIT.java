package io.tarn.catalog;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.json.Json;
import io.tarn.testing.RealServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the services tell of their runs. */
@RealServers
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class RunsIT {
  private static final Instant START = Instant.parse("2026-11-25T01:00:00Z");

  private final Shop shop = new Shop();
  private Api engineer;

  @ConfigProperty(name = "mp.messaging.incoming.ended-runs.topic")
  String topic;

  @BeforeEach
  void openTheShop() {
    engineer = Api.as("engineer");
    engineer.apply(shop.source(), shop.silver(), shop.gold(), shop.goldIsRead()).statusCode(200);
  }

  @Test
  void a_run_is_kept_once_however_often_it_is_told_and_the_newest_comes_first() {
    RunEnded first = run(RunEnded.Status.succeeded, 0, null);
    RunEnded second = run(RunEnded.Status.failed, 1, "could not read 'Jane Doe'");

    tell(first, first, second, first);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                engineer
                    .get("/api/v1/runs?table=" + first.step())
                    .body("runId", contains(second.runId(), first.runId()))
                    .body("[0].error", equalTo("could not read 'Jane Doe'")));
  }

  @Test
  void who_only_reads_a_table_sees_its_runs_without_values_and_without_inputs_he_may_not_see() {
    RunEnded failed = run(RunEnded.Status.failed, 0, "could not read 'Jane Doe'");

    tell(failed);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                Api.as("analyst")
                    .get("/api/v1/runs?table=" + failed.step())
                    .body("runId", contains(failed.runId()))
                    .body(
                        "[0].error",
                        equalTo("The run failed; those who may change the table see why."))
                    .body("[0].inputs", empty()));
    Api.as("officer").get("/api/v1/runs?table=" + failed.step()).body("", empty());
  }

  private RunEnded run(RunEnded.Status status, int minute, String error) {
    return new RunEnded(
        UUID.randomUUID().toString(),
        TableName.parse(shop.table("gold.customers")),
        "gold-service",
        status,
        RunEnded.Refresh.full,
        START.plusSeconds(minute * 60L),
        START.plusSeconds(minute * 60L + 1),
        List.of(new RunEnded.Input(TableName.parse(shop.table("silver.orders")), null, 1L, 5)),
        5,
        0,
        0,
        0,
        Map.of(),
        1L,
        error);
  }

  private void tell(RunEnded... runs) {
    new Topic(topic)
        .send(Arrays.stream(runs).map(run -> Json.MAPPER.valueToTree(run).toString()).toList());
  }
}
