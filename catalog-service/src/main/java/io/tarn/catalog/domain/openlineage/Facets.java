package io.tarn.catalog.domain.openlineage;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.model.TableName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Datasets and facets in the words of <a
 * href="https://openlineage.io/spec/2-0-2/OpenLineage.json">OpenLineage 2</a>.
 *
 * @param namespace of the datasets and jobs
 */
record Facets(String namespace) {
  static final String PRODUCER = "urn:io.tarn:catalog-service";
  private static final String SPECIFICATION = "https://openlineage.io/spec/facets/";

  /** A table as of a snapshot; of none when {@code snapshotId} is null. */
  Map<String, Object> dataset(
      TableName table, Long snapshotId, Map<String, Map<String, Object>> more) {
    Map<String, Object> facets = new LinkedHashMap<>(more);
    if (snapshotId != null) {
      facets.put(
          "version",
          facet(
              "1-0-1/DatasetVersionDatasetFacet",
              Map.of("datasetVersion", Long.toString(snapshotId))));
    }
    return new LinkedHashMap<>(
        Map.of("namespace", namespace, "name", table.toString(), "facets", facets));
  }

  static Map<String, Object> schema(SequencedMap<String, String> columns) {
    return facet(
        "1-2-0/SchemaDatasetFacet",
        Map.of(
            "fields",
            columns.entrySet().stream()
                .map(column -> Map.of("name", column.getKey(), "type", column.getValue()))
                .toList()));
  }

  /** Output column to what it was computed from, {@code table.column}. */
  Map<String, Object> columnLineage(
      Map<String, List<String>> columns, Collection<TableName> inputs) {
    Map<String, Object> fields = new TreeMap<>();
    columns.forEach(
        (column, sources) ->
            fields.put(
                column,
                Map.of(
                    "inputFields",
                    sources.stream().map(source -> inputField(source, inputs)).toList())));
    return facet("1-2-0/ColumnLineageDatasetFacet", Map.of("fields", fields));
  }

  static Map<String, Object> rows(long rows) {
    return facet("1-0-2/OutputStatisticsOutputDatasetFacet", Map.of("rowCount", rows));
  }

  static Map<String, Object> error(String message) {
    return facet(
        "1-0-1/ErrorMessageRunFacet", Map.of("message", message, "programmingLanguage", "SQL"));
  }

  private Map<String, String> inputField(String source, Collection<TableName> inputs) {
    Column column = Column.parse(source, inputs);
    return Map.of(
        "namespace", namespace, "name", column.table().toString(), "field", column.path());
  }

  private static Map<String, Object> facet(String schema, Map<String, Object> members) {
    String name = schema.substring(schema.indexOf('/') + 1);
    Map<String, Object> facet = new LinkedHashMap<>(members);
    facet.put("_producer", PRODUCER);
    facet.put("_schemaURL", SPECIFICATION + schema + ".json#/$defs/" + name);
    return facet;
  }
}
