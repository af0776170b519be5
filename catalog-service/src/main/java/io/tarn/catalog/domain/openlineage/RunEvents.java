package io.tarn.catalog.domain.openlineage;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.TableCommitted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Tells commits and runs as run events of OpenLineage, as values that become JSON. The job is named
 * like the table it writes.
 */
public final class RunEvents {
  private static final String SCHEMA =
      "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

  private final String namespace;
  private final UnaryOperator<String> errors;
  private final Facets facets;

  /**
   * @param namespace of the datasets and jobs
   * @param errors what is told of a run's error, which may quote values of tables
   */
  public RunEvents(String namespace, UnaryOperator<String> errors) {
    this.namespace = namespace;
    this.errors = errors;
    this.facets = new Facets(namespace);
  }

  /**
   * A commit. That of a run is told while it runs, its end is told by itself; a commit of an engine
   * that tells of no runs is a run of its own, which is over.
   */
  public Map<String, Object> commit(Commit commit, SequencedMap<String, String> columns) {
    TableCommitted event = commit.event();
    boolean ofRun = event.runId() != null;
    String run = ofRun ? event.runId() : event.tableUuid() + ":" + event.snapshotId();
    return event(
        ofRun ? "RUNNING" : "COMPLETE",
        event.committedAt(),
        run(run, Map.of()),
        event.table(),
        inputs(new TreeMap<>(commit.inputs())),
        List.of(
            output(event.table(), event.snapshotId(), facets(commit, columns), event.addedRows())));
  }

  /**
   * A run that ended: that it began, and how it ended.
   *
   * @param made what it committed, if anything
   */
  public List<Map<String, Object>> run(
      RunEnded run, Optional<Commit> made, SequencedMap<String, String> columns) {
    SequencedMap<TableName, Long> read = new TreeMap<>();
    run.inputs().forEach(input -> read.put(input.table(), input.toSnapshotId()));
    List<Map<String, Object>> inputs = inputs(read);
    Map<String, Map<String, Object>> known =
        made.map(commit -> facets(commit, columns)).orElse(Map.of());
    List<Map<String, Object>> outputs =
        List.of(output(run.step(), run.snapshotId(), known, run.rowsWritten()));
    boolean failed = run.status() == RunEnded.Status.failed;
    Map<String, Object> error =
        failed
            ? Map.of("errorMessage", Facets.error(errors.apply(String.valueOf(run.error()))))
            : Map.of();
    return List.of(
        event("START", run.startedAt(), run(run.runId(), Map.of()), run.step(), inputs, outputs),
        event(
            failed ? "FAIL" : "COMPLETE",
            run.endedAt(),
            run(run.runId(), error),
            run.step(),
            inputs,
            outputs));
  }

  private Map<String, Object> event(
      String type,
      Instant at,
      Map<String, Object> run,
      TableName job,
      List<Map<String, Object>> inputs,
      List<Map<String, Object>> outputs) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventType", type);
    event.put("eventTime", at.toString());
    event.put("run", run);
    event.put("job", Map.of("namespace", namespace, "name", job.toString()));
    event.put("inputs", inputs);
    event.put("outputs", outputs);
    event.put("producer", Facets.PRODUCER);
    event.put("schemaURL", SCHEMA);
    return event;
  }

  private Map<String, Map<String, Object>> facets(
      Commit commit, SequencedMap<String, String> columns) {
    Map<String, Map<String, Object>> known = new LinkedHashMap<>();
    if (!columns.isEmpty()) {
      known.put("schema", Facets.schema(columns));
    }
    if (!commit.columnLineage().isEmpty()) {
      known.put(
          "columnLineage", facets.columnLineage(commit.columnLineage(), commit.inputs().keySet()));
    }
    return known;
  }

  private List<Map<String, Object>> inputs(SequencedMap<TableName, Long> read) {
    return read.entrySet().stream()
        .map(input -> facets.dataset(input.getKey(), input.getValue(), Map.of()))
        .toList();
  }

  private Map<String, Object> output(
      TableName table, Long snapshotId, Map<String, Map<String, Object>> known, long rows) {
    Map<String, Object> output = facets.dataset(table, snapshotId, known);
    output.put("outputFacets", Map.of("outputStatistics", Facets.rows(rows)));
    return output;
  }

  /** OpenLineage wants a UUID; what is none becomes one, always the same. */
  private static Map<String, Object> run(String id, Map<String, Object> facets) {
    return Map.of("runId", uuid(id).toString(), "facets", facets);
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException another) {
      return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }
  }
}
