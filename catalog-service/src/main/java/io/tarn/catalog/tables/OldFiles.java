package io.tarn.catalog.tables;

import io.tarn.tables.OwnFiles;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadata.MetadataLogEntry;
import org.apache.iceberg.TableProperties;

/**
 * Deletes what no table needs any more, off the path of the request and many at a time: one request
 * for each commit's would cost the store as much as writing them did.
 */
@ApplicationScoped
class OldFiles {
  private static final long PERIOD_SECONDS = 1;

  private final MetadataFiles files;
  private final Queue<String> old = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("old-files").daemon().factory());
  private final Future<?> deletions;

  OldFiles(MetadataFiles files) {
    this.files = files;
    this.deletions =
        worker.scheduleWithFixedDelay(
            this::delete, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Deletes the metadata files that fell out of the tables' metadata logs, and what clients wrote
   * in vain.
   */
  void deleteAfter(List<PlannedChange> changes) {
    for (PlannedChange change : changes) {
      old.addAll(forgotten(change.base(), change.updated()));
      old.addAll(change.staged().replaced());
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
    deletions.cancel(false);
    worker.close();
    delete();
  }

  private void delete() {
    List<String> now = new ArrayList<>();
    for (String file = old.poll(); file != null; file = old.poll()) {
      now.add(file);
    }
    if (!now.isEmpty()) {
      files.deleteQuietly(now);
    }
  }

  private static Set<String> forgotten(TableMetadata base, TableMetadata updated) {
    if (base == null
        || !updated.propertyAsBoolean(
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED_DEFAULT)) {
      return Set.of();
    }
    Set<String> files = new HashSet<>();
    base.previousFiles().stream().map(MetadataLogEntry::file).forEach(files::add);
    updated.previousFiles().stream().map(MetadataLogEntry::file).forEach(files::remove);
    // A registered table's log may name files of another place: those are not ours to delete.
    files.removeIf(file -> !OwnFiles.isBelow(updated.location(), file));
    return files;
  }
}
