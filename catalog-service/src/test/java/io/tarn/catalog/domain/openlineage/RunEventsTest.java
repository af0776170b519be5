package io.tarn.catalog.domain.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClientUtils;
import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.TableCommitted;
import io.tarn.model.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Commits and runs in OpenLineage's words, as its own client reads them. */
class RunEventsTest {
  private static final TableName SALES = TableName.parse("retail.gold.sales");
  private static final TableName ORDERS = TableName.parse("retail.silver.orders");
  private static final Instant START = Instant.parse("2026-11-25T01:00:00Z");
  private static final String RUN = "0197f2a4-0000-7000-8000-000000000001";

  private final RunEvents events = new RunEvents("tarn", error -> "told: " + error);

  @Test
  void a_commit_of_a_run_is_told_while_it_runs() {
    RunEvent event = read(events.commit(commit(RUN), new TreeMap<>(Map.of("sum", "long"))));

    assertThat(event.getEventType()).isEqualTo(EventType.RUNNING);
    assertThat(event.getRun().getRunId()).isEqualTo(UUID.fromString(RUN));
    assertThat(event.getJob().getName()).isEqualTo("retail.gold.sales");
    assertThat(event.getInputs().getFirst().getFacets().getVersion().getDatasetVersion())
        .isEqualTo("90");
    assertThat(event.getOutputs().getFirst().getOutputFacets().getOutputStatistics().getRowCount())
        .isEqualTo(7);
  }

  @Test
  void a_commit_without_a_run_is_one_of_its_own_and_the_same_each_time_it_is_told() {
    RunEvent once = read(events.commit(commit(null), new TreeMap<>()));
    RunEvent again = read(events.commit(commit(null), new TreeMap<>()));

    assertThat(once.getEventType()).isEqualTo(EventType.COMPLETE);
    assertThat(once.getRun().getRunId()).isEqualTo(again.getRun().getRunId());
  }

  @Test
  void a_run_that_is_no_uuid_has_one_id_in_all_its_events() {
    RunEvent made = read(events.commit(commit("run-1"), new TreeMap<>()));
    List<RunEvent> ended =
        events
            .run(
                run("run-1", RunEnded.Status.succeeded),
                Optional.of(commit("run-1")),
                new TreeMap<>())
            .stream()
            .map(RunEventsTest::read)
            .toList();

    assertThat(ended)
        .extracting(RunEvent::getEventType)
        .containsExactly(EventType.START, EventType.COMPLETE);
    assertThat(ended).allMatch(event -> event.getRun().getRunId().equals(made.getRun().getRunId()));
  }

  @Test
  void a_failed_run_says_why_as_far_as_that_may_be_told() {
    RunEvent failed =
        read(
            events
                .run(run(RUN, RunEnded.Status.failed), Optional.empty(), new TreeMap<>())
                .getLast());

    assertThat(failed.getEventType()).isEqualTo(EventType.FAIL);
    assertThat(failed.getRun().getFacets().getErrorMessage().getMessage())
        .isEqualTo("told: it broke");
    assertThat(failed.getOutputs().getFirst().getFacets().getVersion()).isNull();
  }

  private static RunEvent read(Map<String, Object> event) {
    return OpenLineageClientUtils.runEventFromJson(Json.MAPPER.valueToTree(event).toString());
  }

  private static Commit commit(String runId) {
    return new Commit(
        new TableCommitted(
            SALES,
            "uuid",
            1,
            91,
            null,
            "append",
            START,
            "service:x",
            7,
            0,
            7,
            runId,
            null,
            Map.of()),
        1,
        null,
        Map.of(),
        Map.of(ORDERS, 90L),
        Map.of("sum", List.of(ORDERS + ".sales")),
        Map.of());
  }

  private static RunEnded run(String id, RunEnded.Status status) {
    boolean failed = status == RunEnded.Status.failed;
    return new RunEnded(
        id,
        SALES,
        "gold-service",
        status,
        RunEnded.Refresh.full,
        START,
        START.plusSeconds(1),
        List.of(new RunEnded.Input(ORDERS, null, 90L, 7)),
        7,
        0,
        0,
        0,
        Map.of(),
        failed ? null : 91L,
        failed ? "it broke" : null);
  }
}
