package io.tarn.catalog.tables;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadata.MetadataLogEntry;
import org.apache.iceberg.TableProperties;

/** Deletes what no table needs any more, off the path of the request. */
@ApplicationScoped
class OldFiles {
  private final MetadataFiles files;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("old-files").daemon().factory());

  OldFiles(MetadataFiles files) {
    this.files = files;
  }

  /**
   * Deletes the metadata files that fell out of the tables' metadata logs, and what clients wrote
   * in vain.
   */
  void deleteAfter(List<PlannedChange> changes) {
    for (PlannedChange change : changes) {
      Set<String> forgotten = forgotten(change.base(), change.updated());
      forgotten.addAll(change.staged().replaced());
      if (!forgotten.isEmpty()) {
        worker.execute(() -> files.deleteQuietly(forgotten));
      }
    }
  }

  /** Deletes everything of a table that is no more. */
  void purge(TableMetadata table) {
    if (Boolean.parseBoolean(table.property(TableProperties.GC_ENABLED, "true"))) {
      worker.execute(() -> files.deleteAllQuietly(table.location()));
    }
  }

  @PreDestroy
  void stop() {
    worker.close();
  }

  private static Set<String> forgotten(TableMetadata base, TableMetadata updated) {
    if (base == null
        || !updated.propertyAsBoolean(
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED_DEFAULT)) {
      return new HashSet<>();
    }
    Set<String> files = new HashSet<>();
    base.previousFiles().stream().map(MetadataLogEntry::file).forEach(files::add);
    updated.previousFiles().stream().map(MetadataLogEntry::file).forEach(files::remove);
    // A registered table's log may name files of another place: those are not ours to delete.
    files.removeIf(file -> !file.startsWith(updated.location() + "/"));
    return files;
  }
}
