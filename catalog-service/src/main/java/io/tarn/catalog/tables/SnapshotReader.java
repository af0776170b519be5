package io.tarn.catalog.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.catalog.domain.commit.Provenance;
import io.tarn.catalog.domain.commit.Range;
import io.tarn.catalog.domain.commit.SnapshotFacts;
import io.tarn.model.TableName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.exceptions.BadRequestException;

/** Reads what a writer said in a snapshot's summary. Whatever cannot be read is refused. */
final class SnapshotReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, List<Long>>> RANGES = new TypeReference<>() {};
  private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, List<String>>> LISTS = new TypeReference<>() {};

  private final Snapshot snapshot;
  private final Map<String, String> summary;

  private SnapshotReader(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.summary = snapshot.summary() == null ? Map.of() : snapshot.summary();
  }

  /**
   * The facts of a snapshot.
   *
   * @throws BadRequestException naming the property that cannot be read
   */
  static SnapshotFacts facts(Snapshot snapshot) {
    return new SnapshotReader(snapshot).facts();
  }

  /**
   * Tables that it says its rows come from, each with the snapshot that was read.
   *
   * @throws BadRequestException when that cannot be read
   */
  static Map<TableName, Long> inputs(Snapshot snapshot) {
    return new SnapshotReader(snapshot).inputs();
  }

  private Map<TableName, Long> inputs() {
    return entries("tarn.inputs", NUMBERS, TableName::parse, Function.identity());
  }

  private SnapshotFacts facts() {
    // A row leaves with its file or by a delete file; rewriting a file drops the delete files on
    // it.
    long deletes =
        number(SnapshotSummary.ADDED_POS_DELETES_PROP)
            - number(SnapshotSummary.REMOVED_POS_DELETES_PROP);
    Long total =
        summary.containsKey(SnapshotSummary.TOTAL_RECORDS_PROP)
            ? (Long)
                (number(SnapshotSummary.TOTAL_RECORDS_PROP)
                    - number(SnapshotSummary.TOTAL_POS_DELETES_PROP))
            : null;
    return new SnapshotFacts(
        snapshot.snapshotId(),
        snapshot.parentId(),
        snapshot.operation() == null ? DataOperations.OVERWRITE : snapshot.operation(),
        number(SnapshotSummary.ADDED_RECORDS_PROP),
        number(SnapshotSummary.DELETED_RECORDS_PROP) + deletes,
        total,
        number(SnapshotSummary.TOTAL_DATA_FILES_PROP),
        provenance(),
        summary);
  }

  private Provenance provenance() {
    return new Provenance(
        entries("tarn.positions", RANGES, Function.identity(), SnapshotReader::range),
        inputs(),
        entries("tarn.column-lineage", LISTS, Function.identity(), List::copyOf),
        value("tarn.accepted-up-to", Instant::parse),
        summary.get("tarn.run-id"),
        value("tarn.manifest-version", Long::valueOf));
  }

  private static Range range(List<Long> ends) {
    if (ends.size() != 2) {
      throw new IllegalArgumentException("a position is [start, end]");
    }
    return new Range(ends.get(0), ends.get(1));
  }

  private long number(String property) {
    Long value = value(property, Long::valueOf);
    return value == null ? 0 : value;
  }

  private <T> T value(String property, Function<String, T> form) {
    String written = summary.get(property);
    if (written == null) {
      return null;
    }
    try {
      return form.apply(written);
    } catch (IllegalArgumentException | DateTimeParseException unreadable) {
      throw unreadable(property, unreadable);
    }
  }

  private <V, K, R> Map<K, R> entries(
      String property,
      TypeReference<Map<String, V>> type,
      Function<String, K> key,
      Function<V, R> form) {
    String written = summary.get(property);
    if (written == null) {
      return Map.of();
    }
    try {
      return JSON.readValue(written, type).entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> key.apply(entry.getKey()), entry -> form.apply(entry.getValue())));
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException bad) {
      throw unreadable(property, bad);
    }
  }

  private static BadRequestException unreadable(String property, Exception cause) {
    return new BadRequestException(
        cause, "The snapshot's %s cannot be read: %s", property, cause.getMessage());
  }
}
