package io.tarn.catalog.tables;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.RetryableValidationException;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;

/** Checks a request's requirements against the table as it is, and applies its updates. */
@ApplicationScoped
class ChangePlanner {
  private final TablePointers pointers;
  private final MetadataFiles files;
  private final TableDefaults defaults;

  ChangePlanner(TablePointers pointers, MetadataFiles files, TableDefaults defaults) {
    this.pointers = pointers;
    this.files = files;
    this.defaults = defaults;
  }

  /**
   * What the request would do now.
   *
   * @throws CommitFailedException when a requirement does not hold
   * @throws org.apache.iceberg.exceptions.NoSuchTableException when the table is to be changed and
   *     does not exist
   * @throws BadRequestException when it would leave the table's own location
   */
  PlannedChange plan(TableRequest request) {
    PlannedChange change =
        request.creates()
            ? creation(request)
            : pointers
                .find(request.table())
                .map(pointer -> update(request, pointer))
                .orElseThrow(() -> Tables.missing(request.table()));
    defaults.check(change);
    return change;
  }

  private PlannedChange update(TableRequest request, TablePointer pointer) {
    TableMetadata base = files.read(pointer.metadataLocation());
    request.requirements().forEach(requirement -> requirement.validate(base));
    TableMetadata.Builder builder = TableMetadata.buildFrom(base);
    try {
      request.updates().forEach(update -> update.applyTo(builder));
    } catch (RetryableValidationException behind) {
      throw new CommitFailedException(behind, "%s", behind.getMessage());
    }
    return PlannedChange.of(pointer, base, builder.build());
  }

  private PlannedChange creation(TableRequest request) {
    if (request.requirements().size() > 1) {
      throw new BadRequestException("A table that is to be made cannot meet other requirements");
    }
    if (pointers.find(request.table()).isPresent()) {
      throw new CommitFailedException("Requirement failed: table already exists");
    }
    int version =
        request.updates().stream()
            .filter(MetadataUpdate.UpgradeFormatVersion.class::isInstance)
            .map(MetadataUpdate.UpgradeFormatVersion.class::cast)
            .mapToInt(MetadataUpdate.UpgradeFormatVersion::formatVersion)
            .findFirst()
            .orElse(TableDefaults.FORMAT_VERSION);
    TableMetadata.Builder builder = TableMetadata.buildFromEmpty(version);
    request.updates().forEach(update -> update.applyTo(builder));
    return PlannedChange.creation(request.table(), builder.build());
  }
}
