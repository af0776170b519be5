package io.tarn.engine.duckdb;

import io.tarn.engine.Relation;
import io.tarn.engine.StepInput;
import io.tarn.tables.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Finds single records of a bronze table again, by partition and offset: those whose row leaves the
 * table for the quarantine. Seldom needed, so it has a database of its own that may open files.
 */
final class BronzeRecords {
  private final DuckDbSettings settings;
  private final FileCache cache;

  BronzeRecords(DuckDbSettings settings, FileCache cache) {
    this.settings = settings;
    this.cache = cache;
  }

  /**
   * Makes {@link QuarantineRows#FETCHED} of the records of {@code __twins} that come from the
   * table.
   *
   * @param folder the database may read
   * @return whether exactly one record was found for each
   */
  boolean fetch(DuckDb db, StepInput input, Path folder) {
    List<String> wanted =
        db.texts(
            """
            SELECT DISTINCT concat('(', source_partition, ', ', source_offset, ', ', epoch_us(accepted_at), ')')
            FROM __twins WHERE __pos IS NOT NULL
            """);
    List<Long> offsets =
        db.texts("SELECT DISTINCT source_offset FROM __twins WHERE __pos IS NOT NULL").stream()
            .map(Long::valueOf)
            .toList();
    List<TableFile> files = files(input, offsets);
    Path found = folder.resolve("records.parquet");
    try (LocalFiles local = LocalFiles.fetch(cache, List.of(new Relation(input.table(), files)));
        DuckDb other = DuckDb.open(settings)) {
      new TableViews(other, local).create("records", input.table().schema(), files);
      other.execute(
          """
          COPY (SELECT payload, source_partition, source_offset, origin, accepted_at FROM records
            WHERE (source_partition, source_offset, epoch_us(accepted_at)) IN (VALUES %s))
          TO %s (FORMAT parquet)
          """
              .formatted(String.join(", ", wanted), DuckDbTypes.literal(found.toString())));
    }
    db.execute(
        "CREATE TEMP TABLE %s AS SELECT * FROM read_parquet(%s)"
            .formatted(QuarantineRows.FETCHED, DuckDbTypes.literal(found.toString())));
    return db.number("SELECT count(*) FROM " + QuarantineRows.FETCHED) == wanted.size();
  }

  private static List<TableFile> files(StepInput input, List<Long> offsets) {
    List<TableFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        input
            .table()
            .newScan()
            .useSnapshot(input.to().orElseThrow())
            .filter(Expressions.in("source_offset", offsets))
            .planFiles()) {
      tasks.forEach(task -> files.add(new TableFile(task.file(), task.deletes())));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
