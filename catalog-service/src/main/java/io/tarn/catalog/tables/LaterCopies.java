package io.tarn.catalog.tables;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.tarn.catalog.domain.MetadataCopies;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.jboss.logging.Logger;

/**
 * Keeps the copies of metadata a moment after the commits: nobody waits for them, and a table that
 * is written many times a second, and in memory therefore, is copied once.
 */
@ApplicationScoped
class LaterCopies {
  private static final Logger LOG = Logger.getLogger(LaterCopies.class);

  private final MetadataCopies copies;
  private final Map<TableName, InMemoryOutputFile> newest = new ConcurrentHashMap<>();

  LaterCopies(MetadataCopies copies) {
    this.copies = copies;
  }

  /** Will copy the metadata that the changes wrote. */
  void keepAfter(List<PlannedChange> changes) {
    changes.forEach(
        change -> change.metadataFile().ifPresent(file -> newest.put(change.table(), file)));
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void keep() {
    newest
        .entrySet()
        .removeIf(
            copy -> {
              keep(copy.getKey(), copy.getValue());
              return true;
            });
  }

  void stop(@Observes ShutdownEvent stopping) {
    keep();
  }

  /** Without its copy a table is read from the store. */
  private void keep(TableName table, InMemoryOutputFile file) {
    try {
      copies.keep(table, file.location(), file.toByteArray());
    } catch (RuntimeException failure) {
      LOG.debugf(failure, "No copy was kept of %s", file.location());
    }
  }
}
