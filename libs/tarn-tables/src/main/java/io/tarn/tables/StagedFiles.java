package io.tarn.tables;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are in the store but in no snapshot yet. */
public final class StagedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(StagedFiles.class);

  private StagedFiles() {}

  /**
   * Copies a local file into the table's data folder.
   *
   * @param name unique within the table, as {@code <uuid>.parquet}
   * @return its location, for a {@code DataFile}
   */
  public static String upload(Table table, Path local, String name) {
    String location = table.locationProvider().newDataLocation(name);
    OwnFiles.filesOf(table).upload(local, location);
    return location;
  }

  /**
   * Deletes files that will never be committed. Failing to is logged only: an orphan costs space,
   * not truth.
   */
  public static void discard(Table table, Collection<? extends ContentFile<?>> files) {
    delete(table.io(), files.stream().map(ContentFile::location).distinct().toList());
  }

  static void delete(FileIO io, List<String> locations) {
    try {
      if (io instanceof SupportsBulkOperations bulk) {
        bulk.deleteFiles(locations);
      } else {
        locations.forEach(io::deleteFile);
      }
    } catch (BulkDeletionFailureException e) {
      LOG.warn("{} of {} staged files stay behind", e.numberFailedObjects(), locations);
    } catch (RuntimeException e) {
      LOG.warn("Staged files {} stay behind", locations, e);
    }
  }
}
