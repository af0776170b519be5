package io.tarn.ml.tables;

import io.tarn.engine.Query;
import io.tarn.engine.QueryResult;
import io.tarn.engine.Relation;
import io.tarn.engine.SqlEngine;
import io.tarn.ml.domain.TrainingInput;
import io.tarn.ml.domain.WeeklyHistory;
import io.tarn.ml.domain.WeeklyHistory.Cell;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Snapshots;
import io.tarn.tables.TableFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;

/** Reads the input of a model: sums of its value by series and week. */
@ApplicationScoped
public class WeeklyTotals {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Lakehouse lakehouse;
  private final SqlEngine engine;

  WeeklyTotals(Lakehouse lakehouse, SqlEngine engine) {
    this.lakehouse = lakehouse;
    this.engine = engine;
  }

  /**
   * The snapshot a training would read now.
   *
   * @throws TarnException UNPROCESSABLE while the table is empty
   */
  public long snapshot(ModelManifest model) {
    return snapshot(model, lakehouse.load(model.from()));
  }

  /**
   * The weeks that are over: those before the week of the newest day.
   *
   * @throws TarnException UNPROCESSABLE while the table is empty
   */
  public TrainingInput read(ModelManifest model) {
    Table table = lakehouse.load(model.from());
    long snapshot = snapshot(model, table);
    List<TableFile> files = Snapshots.files(table, snapshot);
    QueryResult weeks =
        engine.query(
            new Query(
                """
                SELECT "%1$s" AS series, date_trunc('week', "%2$s")::DATE AS week, \
                sum("%3$s")::DOUBLE AS value, count(*) AS read
                FROM input
                WHERE "%1$s" IS NOT NULL AND "%2$s" IS NOT NULL
                GROUP BY ALL ORDER BY ALL"""
                    .formatted(model.per(), model.time(), model.value()),
                Map.of("input", new Relation(table, files)),
                PATIENCE));
    List<Cell> cells = new ArrayList<>();
    long read = 0;
    for (List<Object> row : weeks.rows()) {
      cells.add(new Cell((String) row.get(0), (LocalDate) row.get(1), (Double) row.get(2)));
      read += (Long) row.get(3);
    }
    LocalDate unfinished =
        cells.stream().map(Cell::week).max(LocalDate::compareTo).orElseThrow(() -> tooEarly(model));
    if (cells.stream().allMatch(cell -> cell.week().equals(unfinished))) {
      throw tooEarly(model);
    }
    return new TrainingInput(WeeklyHistory.of(cells, unfinished), snapshot, read);
  }

  private static long snapshot(ModelManifest model, Table table) {
    return Snapshots.current(table).orElseThrow(() -> tooEarly(model));
  }

  private static TarnException tooEarly(ModelManifest model) {
    return new TarnException(
        ErrorKind.UNPROCESSABLE,
        "%s holds no complete week yet.".formatted(model.from()),
        "Wait for more data: training starts by itself.");
  }
}
