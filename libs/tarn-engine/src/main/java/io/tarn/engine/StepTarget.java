package io.tarn.engine;

import io.tarn.tables.TableFile;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;

/**
 * Where a step writes.
 *
 * @param files of the table that the run builds on; empty in a full refresh
 * @param quarantine its sister table, for a step that has one
 */
public record StepTarget(Table table, List<TableFile> files, Optional<Quarantine> quarantine) {
  /** The table of rows that broke a rule, and its files that the run builds on. */
  public record Quarantine(Table table, List<TableFile> files) {
    public Quarantine {
      files = List.copyOf(files);
    }
  }

  public StepTarget {
    files = List.copyOf(files);
  }
}
