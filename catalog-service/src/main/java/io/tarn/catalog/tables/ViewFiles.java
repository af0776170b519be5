package io.tarn.catalog.tables;

import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.view.ViewMetadata;
import org.apache.iceberg.view.ViewMetadataParser;
import org.jboss.logging.Logger;

/** The metadata files of views. */
@ApplicationScoped
class ViewFiles {
  private static final Logger LOG = Logger.getLogger(ViewFiles.class);

  private final FileIO storage;
  private final TableDefaults defaults;

  ViewFiles(FileIO storage, TableDefaults defaults) {
    this.storage = storage;
    this.defaults = defaults;
  }

  /** Where a new view lies, without a slash at the end. */
  String home(TableName view, UUID uuid) {
    return "%s/%s/%s-%s"
        .formatted(defaults.location(view.catalog()), view.namespace(), view.table(), uuid);
  }

  /**
   * The metadata at a location that somebody names.
   *
   * @throws org.apache.iceberg.exceptions.BadRequestException when it is not below the catalog's
   */
  ViewMetadata read(String catalog, String location) {
    defaults.requireBelow(defaults.location(catalog), location);
    return read(location);
  }

  /**
   * The metadata at a location.
   *
   * @throws org.apache.iceberg.exceptions.NotFoundException when there is no such file
   */
  ViewMetadata read(String location) {
    return ViewMetadataParser.read(storage, location);
  }

  /**
   * Writes new metadata.
   *
   * @param folder where they go, without a slash at the end
   * @return the same, with their location
   */
  ViewMetadata write(String folder, ViewMetadata metadata) {
    String location =
        "%s/%05d-%s.metadata.json"
            .formatted(folder, metadata.currentVersionId(), UUID.randomUUID());
    ViewMetadataParser.write(metadata, storage.newOutputFile(location));
    return ViewMetadataParser.fromJson(location, ViewMetadataParser.toJson(metadata));
  }

  /** Removes a file nobody points to. One that stays wastes space and harms nothing. */
  void deleteQuietly(String location) {
    try {
      storage.deleteFile(location);
    } catch (RuntimeException failure) {
      LOG.warnf("%s is left behind: %s", location, failure);
    }
  }
}
