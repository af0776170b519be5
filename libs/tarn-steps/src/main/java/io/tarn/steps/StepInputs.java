package io.tarn.steps;

import io.tarn.model.TableName;
import io.tarn.model.manifest.TableManifest;
import io.tarn.steps.CommitLog.Head;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.InParallel;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Range;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;

/**
 * The tables a step reads, each pinned to its newest commit.
 *
 * @param tables in the order of the manifest
 */
record StepInputs(SequencedMap<TableName, Pinned> tables) {
  /**
   * A table, and the commit of it that a run reads; empty when it has none.
   *
   * @param loaded at that commit or a later one
   */
  record Pinned(Table loaded, Optional<Head> head) {
    long sequence() {
      return head.map(Head::sequence).orElse(0L);
    }
  }

  /** Looks them up; empty while one of them does not exist, and nobody knows its columns. */
  static Optional<StepInputs> pin(TableManifest step, Lakehouse lakehouse, CommitLog commits) {
    List<TableName> names = List.copyOf(new LinkedHashSet<>(step.from().values()));
    Map<TableName, Optional<Pinned>> found =
        InParallel.map(
            names,
            name -> {
              // The commit first: what is loaded after it contains it.
              Optional<Head> head = commits.head(name);
              return load(step, name, lakehouse).map(table -> new Pinned(table, head));
            });
    SequencedMap<TableName, Pinned> tables = new LinkedHashMap<>();
    found.forEach((name, table) -> table.ifPresent(pinned -> tables.put(name, pinned)));
    return tables.size() == names.size() ? Optional.of(new StepInputs(tables)) : Optional.empty();
  }

  /** All tables whose payloads can be parsed look alike, so such a table can be made early. */
  private static Optional<Table> load(TableManifest step, TableName name, Lakehouse lakehouse) {
    boolean parsed =
        step.parse().keySet().stream().anyMatch(alias -> step.from().get(alias).equals(name));
    return parsed
        ? Optional.of(lakehouse.createIfAbsent(name, BronzeTable.SCHEMA, Map.of()))
        : lakehouse.find(name);
  }

  Map<String, Schema> schemas(TableManifest step) {
    return step.from().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, from -> tables.get(from.getValue()).loaded().schema()));
  }

  /** What a run that starts at these ends of a target covers. */
  Map<String, Range> ranges(Map<String, Long> ends) {
    return tables.entrySet().stream()
        .collect(
            Collectors.toMap(
                table -> key(table.getKey()),
                table ->
                    new Range(
                        ends.getOrDefault(key(table.getKey()), 0L), table.getValue().sequence())));
  }

  Map<TableName, Long> snapshotIds() {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().head().isPresent())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, table -> table.getValue().head().get().snapshotId()));
  }

  Optional<Instant> acceptedUpTo() {
    return tables.values().stream()
        .flatMap(pinned -> pinned.head().stream())
        .flatMap(head -> head.acceptedUpTo().stream())
        .max(Instant::compareTo);
  }

  static String key(TableName table) {
    return "table:" + table;
  }
}
