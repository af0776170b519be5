package io.tarn.catalog.tables;

import io.tarn.engine.Query;
import io.tarn.engine.QueryResult;
import io.tarn.engine.Relation;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.service.PlatformConfig;
import io.tarn.tables.Snapshots;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** DuckDB for the audit trail, kept small: it shares the process with the catalog. */
@ApplicationScoped
class AuditEngine {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long CACHE_BYTES = 256L << 20;

  private final RowStager stager;
  private final DuckDbEngine engine;

  AuditEngine(PlatformConfig config) {
    Path folder = config.dataDir().resolve("audit");
    this.stager = new RowStager(folder.resolve("staged"), 1);
    this.engine = new DuckDbEngine(new DuckDbSettings(folder, "256MB", 1, 1, CACHE_BYTES, TIMEOUT));
  }

  /** Writes rows as a file of the table, ready to be committed. */
  Optional<DataFile> stage(Table table, List<Object[]> rows) {
    return stager.stage(table, rows);
  }

  /** Asks the current snapshot of the table, which the SQL calls {@code events}. */
  QueryResult query(Table table, String sql) {
    Relation events = new Relation(table, Snapshots.files(table));
    return engine.query(new Query(sql, Map.of("events", events), TIMEOUT));
  }

  @PreDestroy
  void close() {
    stager.close();
    engine.close();
  }
}
