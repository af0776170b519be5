package io.tarn.engine;

import io.tarn.tables.TableFile;
import java.util.List;
import org.apache.iceberg.Table;

/** A snapshot of a table as a query sees it: these files, less what was deleted from them. */
public record Relation(Table table, List<TableFile> files) {
  public Relation {
    files = List.copyOf(files);
  }
}
