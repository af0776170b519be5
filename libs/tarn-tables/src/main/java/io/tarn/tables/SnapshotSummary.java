package io.tarn.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The snapshot properties in which provenance travels, as docs/contracts.md lays them down. */
public final class SnapshotSummary {
  public static final String POSITIONS = "tarn.positions";
  public static final String RUN_ID = "tarn.run-id";
  public static final String INPUTS = "tarn.inputs";
  public static final String MANIFEST_VERSION = "tarn.manifest-version";
  public static final String COLUMN_LINEAGE = "tarn.column-lineage";
  public static final String ACCEPTED_UP_TO = "tarn.accepted-up-to";

  private static final JsonMapper JSON = new JsonMapper();

  private SnapshotSummary() {}

  static Map<String, String> of(Provenance provenance) {
    Map<String, String> summary = new LinkedHashMap<>(provenance.notes());
    if (!provenance.positions().isEmpty()) {
      summary.put(
          POSITIONS, json(provenance.positions(), range -> List.of(range.start(), range.end())));
    }
    provenance.run().ifPresent(run -> describe(run, summary));
    provenance.acceptedUpTo().ifPresent(at -> summary.put(ACCEPTED_UP_TO, at.toString()));
    return summary;
  }

  private static void describe(StepRun run, Map<String, String> summary) {
    summary.put(RUN_ID, run.id());
    summary.put(MANIFEST_VERSION, Long.toString(run.manifestVersion()));
    summary.put(INPUTS, json(run.inputs(), id -> id));
    if (!run.columnLineage().isEmpty()) {
      summary.put(COLUMN_LINEAGE, json(run.columnLineage(), columns -> columns));
    }
  }

  private static <K, V> String json(Map<K, V> values, Function<V, Object> form) {
    Map<String, Object> sorted = new TreeMap<>();
    values.forEach((key, value) -> sorted.put(key.toString(), form.apply(value)));
    try {
      return JSON.writeValueAsString(sorted);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text and numbers are always JSON", e);
    }
  }
}
