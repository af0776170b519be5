package io.tarn.catalog.tables;

import io.tarn.engine.duckdb.RowStager;
import io.tarn.service.PlatformConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** DuckDB for the audit trail, kept small: it shares the process with the catalog. */
@ApplicationScoped
class AuditEngine {
  private final RowStager stager;

  AuditEngine(PlatformConfig config) {
    Path folder = config.dataDir().resolve("audit");
    this.stager = new RowStager(folder.resolve("staged"), 1);
  }

  /** Writes rows as a file of the table, ready to be committed. */
  Optional<DataFile> stage(Table table, List<Object[]> rows) {
    return stager.stage(table, rows);
  }

  List<List<Object>> query(Table table, String sql) {
    throw new UnsupportedOperationException(table + sql);
  }

  @PreDestroy
  void close() {
    stager.close();
  }
}
