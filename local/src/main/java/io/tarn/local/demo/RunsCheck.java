package io.tarn.local.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tarn.local.platform.TarnService;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Refresh;
import io.tarn.model.event.RunEnded.Status;
import io.tarn.model.event.TableCommitted;
import io.tarn.model.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An incremental run reads the rows that are new since the last one, and no others. */
final class RunsCheck {
  private static final String STEP = "retail.silver.orders";
  private static final String INPUT = "retail.bronze.orders";

  private final Lake lake;

  RunsCheck(Lake lake) {
    this.lake = lake;
  }

  void look(Stage stage) {
    List<RunEnded> runs =
        Json.MAPPER.convertValue(
            lake.get(
                Lake.ENGINEER,
                TarnService.CATALOG,
                "/api/v1/runs?table=%s&limit=1000".formatted(STEP)),
            new TypeReference<>() {});
    List<TableCommitted> commits = lake.commits(INPUT, 0);
    Map<Long, Long> rowsUpTo = new HashMap<>();
    long rows = 0;
    for (TableCommitted commit : commits) {
      rows += commit.operation().equals("replace") ? 0 : commit.addedRows() - commit.removedRows();
      rowsUpTo.put(commit.snapshotId(), rows);
    }
    long incremental = 0;
    long read = 0;
    for (RunEnded run : runs) {
      if (run.status() == Status.succeeded && run.refresh() == Refresh.incremental) {
        incremental++;
        read += rowsRead(run, rowsUpTo, stage);
      }
    }
    stage.figure("runs", runs.size());
    stage.figure("incremental runs", incremental);
    stage.figure("rows read by incremental runs", read);
    stage.hold("runs are incremental", incremental > 0);
    stage.hold("no row is read twice by incremental runs", read <= rows);
  }

  private static long rowsRead(RunEnded run, Map<Long, Long> rowsUpTo, Stage stage) {
    long read = 0;
    for (RunEnded.Input input : run.inputs()) {
      if (input.table().toString().equals(INPUT)) {
        Long from =
            input.fromSnapshotId() == null ? Long.valueOf(0) : rowsUpTo.get(input.fromSnapshotId());
        Long to = rowsUpTo.get(input.toSnapshotId());
        if (from == null || to == null) {
          stage.differs("run %s names snapshots that were never committed".formatted(run.runId()));
        } else if (input.rowsRead() != to - from) {
          stage.differs(
              "run %s read %d rows where %d were new"
                  .formatted(run.runId(), input.rowsRead(), to - from));
        }
        read += input.rowsRead();
      }
    }
    return read;
  }
}
