package io.tarn.catalog.tables;

import io.tarn.catalog.domain.manifest.TableFormats;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;

@ApplicationScoped
class StoredFormats implements TableFormats {
  private final MetadataFiles files;

  StoredFormats(MetadataFiles files) {
    this.files = files;
  }

  @Override
  public Optional<Integer> of(TableName table) {
    return files.find(table).map(files::read).map(TableMetadata::formatVersion);
  }
}
