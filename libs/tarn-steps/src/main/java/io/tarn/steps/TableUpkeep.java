package io.tarn.steps;

import io.tarn.engine.Relation;
import io.tarn.engine.SqlEngine;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Maintenance;
import io.tarn.tables.Retention;
import io.tarn.tables.StagedFiles;
import io.tarn.tables.TableChange;
import io.tarn.tables.TableFile;
import java.time.Duration;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a table that is committed to every second in few files and few snapshots. Never changes
 * rows; what cannot be done now is done another time.
 */
final class TableUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);
  private static final long SMALL_BYTES = 8L << 20;
  private static final int MANY = 16;

  /** Long enough for whoever follows the table commit by commit to come back from a pause. */
  private static final Retention RETENTION = new Retention(100, Duration.ofHours(1));

  private final Lakehouse lakehouse;
  private final SqlEngine engine;

  TableUpkeep(Lakehouse lakehouse, SqlEngine engine) {
    this.lakehouse = lakehouse;
    this.engine = engine;
  }

  void tend(TableName name) {
    try {
      lakehouse.find(name).ifPresent(table -> tend(name, table));
    } catch (RuntimeException failure) {
      LOG.info("Upkeep of {} has to wait: {}", name, failure.getMessage());
    }
  }

  private void tend(TableName name, Table table) {
    List<TableFile> files = Maintenance.worthCompacting(table, SMALL_BYTES, MANY);
    if (!files.isEmpty()) {
      long snapshot = table.currentSnapshot().snapshotId();
      List<DataFile> made = engine.compact(new Relation(table, files));
      try {
        lakehouse.commit(Commit.of(new TableChange.ReplaceFiles(name, snapshot, files, made)));
      } catch (TarnException refused) {
        if (RunFailures.wasRefused(refused)) {
          StagedFiles.discard(table, made);
        }
        throw refused;
      }
    }
    int forgotten = Maintenance.expire(lakehouse, name, RETENTION);
    LOG.debug("{}: {} files became few, {} snapshots forgotten", name, files.size(), forgotten);
  }
}
