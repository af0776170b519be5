package io.tarn.engine;

import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Maintenance;
import io.tarn.tables.Retention;
import io.tarn.tables.Snapshots;
import io.tarn.tables.StagedFiles;
import io.tarn.tables.TableChange;
import io.tarn.tables.TableFile;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Keeps a table small that is committed to every second: makes one file of many small ones, and
 * forgets old snapshots. Rows stay as they are.
 */
public final class TableUpkeep {
  private final Lakehouse lakehouse;
  private final SqlEngine engine;
  private final Limits limits;

  /**
   * When something is done.
   *
   * @param smallBytes a file below this is small
   * @param smallFiles as many are made into one
   */
  public record Limits(long smallBytes, int smallFiles, Retention retention) {}

  public TableUpkeep(Lakehouse lakehouse, SqlEngine engine, Limits limits) {
    this.lakehouse = lakehouse;
    this.engine = engine;
    this.limits = limits;
  }

  /**
   * Does what is due. Others may append meanwhile; a writer that changes rows may have to compute
   * its change anew, so a table's own step waits until this is done.
   *
   * @throws TarnException as the lakehouse and the engine do, but for lost races, which are left to
   *     the next call
   */
  public void tend(TableName name) {
    Table table = lakehouse.load(name);
    List<TableFile> small =
        Maintenance.worthCompacting(table, limits.smallBytes(), limits.smallFiles());
    if (!small.isEmpty()) {
      compact(name, table, small);
    }
    Maintenance.expire(lakehouse, name, limits.retention());
  }

  private void compact(TableName name, Table table, List<TableFile> small) {
    List<DataFile> made = engine.rewrite(new Relation(table, small)).stream().toList();
    try {
      lakehouse.commit(
          Commit.of(
              new TableChange.ReplaceFiles(
                  name, Snapshots.current(table).orElseThrow(), small, made)));
    } catch (TarnException e) {
      if (e.kind() != ErrorKind.OUTCOME_UNKNOWN) {
        StagedFiles.discard(table, made);
      }
      if (e.kind() != ErrorKind.CONFLICT) {
        throw e;
      }
    }
  }
}
