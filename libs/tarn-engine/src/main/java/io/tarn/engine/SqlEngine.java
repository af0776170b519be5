package io.tarn.engine;

import io.tarn.model.manifest.TableManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;

/**
 * What computes steps and answers queries. It reads snapshots of Iceberg tables and stages files;
 * it never commits.
 *
 * <p>Every method may throw {@code TarnException}: UNPROCESSABLE when the SQL is wrong or the data
 * breaks a rule that fails the run, LIMITED when it took too much time or memory, UNAVAILABLE when
 * files cannot be read.
 */
public interface SqlEngine extends AutoCloseable {
  /**
   * What a step will make of inputs with these columns. Nothing is read.
   *
   * @param inputs alias to the schema of the table it stands for
   */
  StepShape shape(TableManifest step, Map<String, Schema> inputs);

  /** Computes a run of a step and stages its result. */
  StepResult run(StepPlan plan);

  /** Answers a SELECT whose result is small enough for memory. */
  QueryResult query(Query query);

  /**
   * Writes the answer of a SELECT as a local Parquet file (zstd).
   *
   * @param file does not exist yet
   */
  void export(Query query, Path file);

  /**
   * Stages the rows of some files of a table again, in few files.
   *
   * @return files to put in the place of those; none when all their rows were deleted
   */
  List<DataFile> compact(Relation files);

  @Override
  void close();
}
