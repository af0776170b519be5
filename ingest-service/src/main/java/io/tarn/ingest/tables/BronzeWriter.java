package io.tarn.ingest.tables;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.ingest.domain.Backoff;
import io.tarn.ingest.domain.BronzeRecord;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.BronzeTable;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.PositionConflictException;
import io.tarn.tables.Provenance;
import io.tarn.tables.Range;
import io.tarn.tables.StagedFiles;
import io.tarn.tables.TableChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Puts records into bronze tables, each batch with its positions in one commit. */
public final class BronzeWriter {
  private static final int TRIES = 10;

  private final Lakehouse lakehouse;
  private final RowStager stager;
  private final Timer commits;
  private final DistributionSummary rows;
  private final Map<TableName, Table> known = new ConcurrentHashMap<>();

  public BronzeWriter(Lakehouse lakehouse, RowStager stager, MeterRegistry meters) {
    this.lakehouse = lakehouse;
    this.stager = stager;
    this.commits =
        Timer.builder("tarn.ingest.commit")
            .description("From a full batch in memory to its commit in the catalog")
            .publishPercentileHistogram()
            .register(meters);
    this.rows =
        DistributionSummary.builder("tarn.ingest.batch.rows")
            .description("Records in one commit to bronze")
            .register(meters);
  }

  /**
   * Writes and commits the records; makes the table if need be.
   *
   * @param records at least one
   * @param positions what exactly they are of their source
   * @throws PositionConflictException when somebody else committed some of them: nothing happened
   * @throws TarnException OUTCOME_UNKNOWN when the commit may have happened or not: read the
   *     table's positions; every other kind: nothing happened
   */
  public void write(TableName name, List<BronzeRecord> records, Map<String, Range> positions) {
    try {
      Timer.Sample started = Timer.start();
      Table table = table(name);
      DataFile file =
          stager.stage(table, records.stream().map(BronzeRows::row).toList()).orElseThrow();
      Instant acceptedUpTo =
          records.stream().map(BronzeRecord::acceptedAt).max(Instant::compareTo).orElseThrow();
      commit(
          table,
          new TableChange.Append(
              name, List.of(file), Provenance.ofSource(positions, acceptedUpTo)));
      started.stop(commits);
      rows.record(records.size());
    } catch (RuntimeException e) {
      known.remove(name); // it may have been dropped and made anew
      throw e;
    }
  }

  /** Where the table's positions end; a key that was never committed is not there. */
  public Map<String, Long> ends(TableName name) {
    return lakehouse.positions(name);
  }

  private Table table(TableName name) {
    return known.computeIfAbsent(
        name, absent -> lakehouse.createIfAbsent(absent, BronzeTable.SCHEMA, Map.of()));
  }

  /** A lost race with another commit to the table is run again: the rows stay the same. */
  private void commit(Table table, TableChange.Append append) {
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500));
    for (int left = TRIES; ; left--) {
      try {
        lakehouse.commit(Commit.of(append));
        return;
      } catch (TarnException e) {
        if (e.kind() == ErrorKind.CONFLICT && left > 1) {
          LockSupport.parkNanos(backoff.failed().toNanos());
          continue;
        }
        if (e.kind() != ErrorKind.OUTCOME_UNKNOWN) {
          StagedFiles.discard(table, append.files());
        }
        throw e;
      }
    }
  }
}
