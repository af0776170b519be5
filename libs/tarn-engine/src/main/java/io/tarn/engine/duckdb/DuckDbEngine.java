package io.tarn.engine.duckdb;

import static java.util.stream.Collectors.toMap;

import io.tarn.engine.Query;
import io.tarn.engine.QueryResult;
import io.tarn.engine.Relation;
import io.tarn.engine.SqlEngine;
import io.tarn.engine.StepPlan;
import io.tarn.engine.StepResult;
import io.tarn.engine.StepShape;
import io.tarn.model.manifest.TableManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.StructType;

/**
 * DuckDB in this process. Iceberg plans, a cache on local disk holds the files, DuckDB computes and
 * writes Parquet. Each run and query has a database of its own; a step's SQL reaches nothing but
 * the files of its inputs.
 */
public final class DuckDbEngine implements SqlEngine {
  private record Binding(TableManifest step, Map<String, StructType> inputs) {}

  private final DuckDbSettings settings;
  private final FileCache cache;
  private final NativeThreads threads;
  private final Map<Binding, BoundStep> bound = new ConcurrentHashMap<>();

  public DuckDbEngine(DuckDbSettings settings) {
    this.settings = settings;
    this.cache = new FileCache(settings.directory().resolve("cache"), settings.cacheBytes());
    this.threads = new NativeThreads(settings);
    makeFolder(settings.directory().resolve("spill"));
  }

  @Override
  public StepShape shape(TableManifest step, Map<String, Schema> inputs) {
    return bind(step, inputs).shape();
  }

  @Override
  public StepResult run(StepPlan plan) {
    BoundStep step =
        bind(
            plan.step(),
            plan.inputs().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, input -> input.getValue().table().schema())));
    List<Relation> relations = new ArrayList<>();
    plan.inputs()
        .values()
        .forEach(input -> relations.add(new Relation(input.table(), input.files())));
    relations.add(new Relation(plan.target().table(), plan.target().files()));
    plan.target()
        .quarantine()
        .ifPresent(sister -> relations.add(new Relation(sister.table(), sister.files())));
    return inFolder(
        staging -> {
          try (LocalFiles local = LocalFiles.fetch(cache, relations)) {
            BronzeRecords bronze = new BronzeRecords(settings, cache);
            StepExecution execution = new StepExecution(step, plan, local, bronze, staging);
            return threads.call(settings.timeout(), local.bytes(), execution::run);
          }
        });
  }

  @Override
  public QueryResult query(Query query) {
    return onRelations(query, db -> db.query(query.sql(), ResultRows::read));
  }

  @Override
  public void export(Query query, Path file) {
    onRelations(
        query,
        db -> {
          db.execute(
              "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                  .formatted(query.sql(), DuckDbTypes.literal(file.toString())));
          return null;
        });
  }

  @Override
  public List<DataFile> compact(Relation files) {
    return inFolder(
        staging ->
            onRelations(
                new Query(
                    "SELECT * FROM compacted", Map.of("compacted", files), settings.timeout()),
                db ->
                    staged(db, files.table(), "SELECT * FROM compacted", staging).stream()
                        .toList()));
  }

  static Optional<DataFile> staged(DuckDb db, Table table, String query, Path folder) {
    try {
      return new ParquetStager(folder).stage(db.connection(), table, query);
    } catch (SQLException e) {
      throw SqlErrors.translated(query, e);
    }
  }

  @Override
  public void close() {
    threads.close();
    cache.close();
  }

  private <T> T onRelations(Query query, Function<DuckDb, T> work) {
    try (LocalFiles local = LocalFiles.fetch(cache, List.copyOf(query.relations().values()))) {
      return threads.call(
          query.timeout(),
          local.bytes(),
          db -> {
            TableViews views = new TableViews(db, local);
            query
                .relations()
                .forEach(
                    (name, relation) ->
                        views.create(name, relation.table().schema(), relation.files()));
            return work.apply(db);
          });
    }
  }

  private BoundStep bind(TableManifest step, Map<String, Schema> inputs) {
    Binding binding =
        new Binding(
            step,
            inputs.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, input -> input.getValue().asStruct())));
    BoundStep known = bound.get(binding);
    if (known == null) {
      known =
          threads.call(
              settings.timeout(), 0, db -> new StepBinder(db.locked(), step, inputs).bind());
      bound.keySet().removeIf(other -> other.step().table().equals(step.table()));
      bound.put(binding, known);
    }
    return known;
  }

  private <T> T inFolder(Function<Path, T> work) {
    Path folder = makeFolder(settings.directory().resolve("stage-" + UUID.randomUUID()));
    try {
      return work.apply(folder);
    } finally {
      delete(folder);
    }
  }

  private static Path makeFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
