package io.tarn.steps;

import io.tarn.engine.Query;
import io.tarn.engine.Relation;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.TableManifest;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.SnapshotSummary;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableChange;
import io.tarn.tables.memory.MemoryCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * A small platform without servers: a catalog in memory, a real engine, and somebody who ingests.
 */
final class World implements AutoCloseable, CommitLog {
  static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  final Lakehouse lakehouse;
  final DuckDbEngine engine;
  final StepRunner runner;
  private final RowStager stager;
  private final Map<TableName, Long> offsets = new HashMap<>();

  World(Path directory) {
    this(directory, MemoryCatalog.lakehouse());
  }

  World(Path directory, Lakehouse lakehouse) {
    this.lakehouse = lakehouse;
    engine =
        new DuckDbEngine(
            new DuckDbSettings(
                directory.resolve("engine"), "1GB", 2, 2, 1L << 28, Duration.ofMinutes(1)));
    runner = new StepRunner(lakehouse, this, engine, "test");
    stager = new RowStager(directory.resolve("stager"), 1);
  }

  static DeclaredStep step(String yaml) {
    return new DeclaredStep((TableManifest) new ManifestReader().manifest(yaml), 1);
  }

  /** One commit to a bronze table, as ingest-service makes it. */
  void ingest(String table, List<String> payloads) {
    ingest(table, payloads, Map.of());
  }

  void ingest(String table, List<String> payloads, Map<String, String> headers) {
    TableName name = TableName.parse(table);
    Table bronze = lakehouse.createIfAbsent(name, BronzeTable.SCHEMA, Map.of());
    long start = offsets.getOrDefault(name, 0L);
    List<Object[]> rows = new ArrayList<>();
    for (String payload : payloads) {
      long offset = start + rows.size();
      boolean text = !payload.startsWith("\0");
      rows.add(
          new Object[] {
            text ? payload : null,
            text ? null : payload.getBytes(StandardCharsets.ISO_8859_1),
            "application/json",
            headers,
            START.plusMillis(offset),
            "kafka:tarn.raw." + name,
            0,
            offset
          });
    }
    long end = start + rows.size();
    offsets.put(name, end);
    lakehouse.commit(
        Commit.of(
            new TableChange.Append(
                name,
                stager.stage(bronze, rows).stream().toList(),
                Provenance.ofSource(
                    Map.of("kafka:tarn.raw." + name + ":0", new Range(start, end)),
                    START.plusMillis(end)))));
  }

  RunEnded run(DeclaredStep step) {
    return runner.run(step, Extent.asNeeded).orElseThrow();
  }

  /** Rows of a table as text, sorted by all columns. */
  List<String> rows(String table, String columns) {
    Optional<Table> found = lakehouse.find(TableName.parse(table));
    if (found.isEmpty()) {
      return List.of();
    }
    return engine
        .query(
            new Query(
                "SELECT ({%s})::VARCHAR FROM t ORDER BY 1".formatted(struct(columns)),
                Map.of("t", new Relation(found.get(), Snapshots.files(found.get()))),
                Duration.ofMinutes(1)))
        .rows()
        .stream()
        .map(row -> (String) row.getFirst())
        .toList();
  }

  private static String struct(String columns) {
    return Pattern.compile(", *")
        .splitAsStream(columns)
        .map(column -> "'%s': %s".formatted(column, column))
        .collect(Collectors.joining(", "));
  }

  Object value(String table, String expression) {
    Table found = lakehouse.load(TableName.parse(table));
    return engine
        .query(
            new Query(
                "SELECT %s FROM t".formatted(expression),
                Map.of("t", new Relation(found, Snapshots.files(found))),
                Duration.ofMinutes(1)))
        .rows()
        .getFirst()
        .getFirst();
  }

  String columns(String table) {
    return String.join(
        ", ",
        lakehouse.load(TableName.parse(table)).schema().columns().stream()
            .map(column -> column.name())
            .toList());
  }

  Snapshot snapshot(String table) {
    return lakehouse.load(TableName.parse(table)).currentSnapshot();
  }

  @Override
  public Optional<Head> head(TableName table) {
    return lakehouse
        .find(table)
        .map(Table::currentSnapshot)
        .map(
            snapshot ->
                new Head(
                    snapshot.sequenceNumber(),
                    snapshot.snapshotId(),
                    Optional.ofNullable(snapshot.summary().get(SnapshotSummary.ACCEPTED_UP_TO))
                        .map(Instant::parse)));
  }

  @Override
  public void close() {
    engine.close();
    stager.close();
    lakehouse.close();
  }
}
