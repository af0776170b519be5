package io.tarn.catalog.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.lineage.ReportedRun;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A run event of <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">OpenLineage 2</a>, as
 * far as it concerns tables. A dataset is a table here when its name, or one that its {@code
 * symlinks} facet gives, is {@code catalog.namespace.table}.
 */
record OpenLineageEvent(JsonNode event) {
  /**
   * Checks what the specification requires of every event.
   *
   * @throws TarnException INVALID, naming what is missing
   */
  OpenLineageEvent {
    for (String required : List.of("/eventTime", "/producer", "/schemaURL")) {
      require(event, required);
    }
    // Events of a dataset or a job alone are OpenLineage too, and say nothing of lineage here.
    if (event.has("run") || !(event.has("dataset") || event.has("job"))) {
      require(event, "/run/runId");
      require(event, "/job/namespace");
      require(event, "/job/name");
    }
  }

  /** What the run has written; nothing before it is complete. */
  List<ReportedRun> runs() {
    if (!event.path("eventType").asText().equals("COMPLETE")) {
      return List.of();
    }
    Map<List<JsonNode>, TableName> inputs = new HashMap<>();
    event
        .path("inputs")
        .forEach(input -> table(input).ifPresent(table -> inputs.putIfAbsent(named(input), table)));
    return StreamSupport.stream(event.path("outputs").spliterator(), false)
        .flatMap(output -> table(output).stream().map(table -> run(table, output, inputs)))
        .toList();
  }

  private ReportedRun run(TableName table, JsonNode output, Map<List<JsonNode>, TableName> inputs) {
    Set<Derivation> columns = new HashSet<>();
    output
        .at("/facets/columnLineage/fields")
        .properties()
        .forEach(
            field ->
                field
                    .getValue()
                    .path("inputFields")
                    .forEach(
                        source ->
                            derivation(source, inputs, new Column(table, field.getKey()))
                                .ifPresent(columns::add)));
    Set<TableName> read = new HashSet<>(inputs.values());
    columns.forEach(column -> read.add(column.from().table()));
    return new ReportedRun(event.at("/run/runId").asText(), table, read, columns);
  }

  private static Optional<Derivation> derivation(
      JsonNode source, Map<List<JsonNode>, TableName> inputs, Column to) {
    String field = source.path("field").asText();
    return field.isEmpty()
        ? Optional.empty()
        : table(source)
            .or(() -> Optional.ofNullable(inputs.get(named(source))))
            .map(table -> new Derivation(new Column(table, field), to));
  }

  /** A field names its dataset alone; what the dataset is also called stands with the inputs. */
  private static List<JsonNode> named(JsonNode dataset) {
    return List.of(dataset.path("namespace"), dataset.path("name"));
  }

  private static Optional<TableName> table(JsonNode dataset) {
    return Stream.concat(
            Stream.of(dataset.path("name")),
            StreamSupport.stream(dataset.at("/facets/symlinks/identifiers").spliterator(), false)
                .map(identifier -> identifier.path("name")))
        .flatMap(name -> parsed(name.asText()).stream())
        .findFirst();
  }

  private static Optional<TableName> parsed(String name) {
    try {
      return Optional.of(TableName.parse(name));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static void require(JsonNode event, String path) {
    if (!event.at(path).isTextual()) {
      throw new TarnException(
          ErrorKind.INVALID,
          "%s is missing in the event.".formatted(path.substring(1).replace('/', '.')),
          "See https://openlineage.io/spec/2-0-2/OpenLineage.json.");
    }
  }
}
