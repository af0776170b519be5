package io.tarn.ml.tables;

import io.tarn.engine.duckdb.RowStager;
import io.tarn.ml.domain.ModelVersion;
import io.tarn.ml.domain.SavedModel.Prediction;
import io.tarn.ml.domain.TrainingInput;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.DeclaredManifests.Declared;
import io.tarn.service.RunReporter;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.SnapshotSummary;
import io.tarn.tables.Snapshots;
import io.tarn.tables.StepRun;
import io.tarn.tables.TableChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;

/** The table a model writes: the weeks it expects, all of them new with each version. */
@ApplicationScoped
public class ForecastTable {
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "series", Types.StringType.get()),
          Types.NestedField.required(2, "week", Types.DateType.get()),
          Types.NestedField.required(3, "value", Types.DoubleType.get()),
          Types.NestedField.required(4, "model_version", Types.IntegerType.get()),
          Types.NestedField.required(5, "algorithm", Types.StringType.get()));

  private final Lakehouse lakehouse;
  private final RowStager rows;
  private final RunReporter reporter;

  ForecastTable(Lakehouse lakehouse, RowStager rows, RunReporter reporter) {
    this.lakehouse = lakehouse;
    this.rows = rows;
    this.reporter = reporter;
  }

  /** Whether the table is what this version of the model wrote. */
  public boolean isOf(TableName name, ModelVersion version) {
    return lakehouse
        .find(name)
        .map(Table::currentSnapshot)
        .map(snapshot -> snapshot.summary().get(SnapshotSummary.RUN_ID))
        .filter(version.runId().toString()::equals)
        .isPresent();
  }

  /**
   * Makes these predictions the whole table.
   *
   * @throws io.tarn.model.error.TarnException CONFLICT when another training was faster
   */
  public void write(
      Declared<ModelManifest> declared,
      ModelVersion version,
      List<Prediction> predictions,
      TrainingInput input) {
    Instant started = Instant.now();
    ModelManifest manifest = declared.manifest();
    TableName name = manifest.output();
    Table table = lakehouse.createIfAbsent(name, SCHEMA, Map.of());
    var file =
        rows.stage(
            table,
            predictions.stream()
                .map(
                    expected ->
                        new Object[] {
                          expected.series(),
                          expected.week(),
                          expected.value(),
                          version.version(),
                          version.algorithm()
                        })
                .toList());
    StepRun run =
        new StepRun(
            version.runId().toString(),
            declared.version(),
            Map.of(manifest.from(), input.snapshotId()),
            lineage(manifest));
    long snapshot =
        lakehouse
            .commit(
                Commit.of(
                    new TableChange.ReplaceAll(
                        name,
                        Snapshots.current(table),
                        file.stream().toList(),
                        Provenance.ofRun(run, Map.of()))))
            .snapshotId(name);
    reporter.report(
        new RunEnded(
            run.id(),
            name,
            "ml-service",
            RunEnded.Status.succeeded,
            RunEnded.Refresh.full,
            started,
            Instant.now(),
            List.of(
                new RunEnded.Input(manifest.from(), null, input.snapshotId(), input.rowsRead())),
            predictions.size(),
            0,
            0,
            0,
            Map.of(),
            snapshot,
            null));
  }

  private static Map<String, List<String>> lineage(ModelManifest manifest) {
    String from = manifest.from() + ".";
    return Map.of(
        "series", List.of(from + manifest.per()),
        "week", List.of(from + manifest.time()),
        "value", List.of(from + manifest.value(), from + manifest.time(), from + manifest.per()));
  }
}
