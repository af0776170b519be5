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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a table that is committed to every second in few files and few snapshots. Never changes
 * rows; what cannot be done now is done another time.
 */
public final class TableUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);

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
   * Does what is due, if the table is there at all; a failure is logged. Others may append
   * meanwhile; who changes rows may lose a race, so a table's own step waits until this is done.
   */
  public void tend(TableName name) {
    try {
      lakehouse.find(name).ifPresent(table -> tend(name, table));
    } catch (RuntimeException failure) {
      LOG.info("Upkeep of {} has to wait: {}", name, failure.getMessage());
    }
  }

  private void tend(TableName name, Table table) {
    List<TableFile> files =
        Maintenance.worthCompacting(table, limits.smallBytes(), limits.smallFiles());
    if (!files.isEmpty()) {
      compact(name, table, files);
    }
    int forgotten = Maintenance.expire(lakehouse, name, limits.retention());
    LOG.debug("{}: {} files became few, {} snapshots forgotten", name, files.size(), forgotten);
  }

  private void compact(TableName name, Table table, List<TableFile> files) {
    long read = Snapshots.current(table).orElseThrow();
    List<DataFile> made = engine.compact(new Relation(table, files));
    try {
      lakehouse.commit(Commit.of(new TableChange.ReplaceFiles(name, read, files, made)));
    } catch (TarnException refused) {
      if (refused.kind() != ErrorKind.OUTCOME_UNKNOWN) {
        StagedFiles.discard(table, made);
      }
      throw refused;
    }
  }
}
