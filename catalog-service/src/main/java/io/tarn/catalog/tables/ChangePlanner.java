package io.tarn.catalog.tables;

import io.tarn.catalog.domain.StoredTable;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.MetadataUpdate.AddSnapshot;
import org.apache.iceberg.RetryableValidationException;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.jboss.logging.Logger;

/** Checks a request's requirements against the table as it is, and applies its updates. */
@ApplicationScoped
class ChangePlanner {
  private static final Logger LOG = Logger.getLogger(ChangePlanner.class);

  private final TablePointers pointers;
  private final MetadataFiles files;
  private final TableDefaults defaults;
  private final AppendRebase rebase;
  private final SharedNames names;

  ChangePlanner(
      TablePointers pointers,
      MetadataFiles files,
      TableDefaults defaults,
      AppendRebase rebase,
      SharedNames names) {
    this.pointers = pointers;
    this.files = files;
    this.defaults = defaults;
    this.rebase = rebase;
    this.names = names;
  }

  /**
   * What the request would do now.
   *
   * @throws CommitFailedException when a requirement does not hold
   * @throws org.apache.iceberg.exceptions.NoSuchTableException when the table is to be changed and
   *     does not exist
   * @throws org.apache.iceberg.exceptions.AlreadyExistsException when it is to be made, and a view
   *     is called so
   * @throws BadRequestException when it would leave the table's own location
   */
  PlannedChange plan(TableRequest request, Author author) {
    return request.creates()
        ? creation(request, author)
        : plan(request, author, begin(request.table()));
  }

  /**
   * What the request would do after those that are planned already.
   *
   * @throws CommitFailedException when a requirement does not hold then
   * @throws BadRequestException when it would leave the table's own location
   */
  PlannedChange plan(TableRequest request, Author author, PlannedChange earlier) {
    PlannedChange longer =
        earlier.then(updated(request, earlier.updated(), earlier.staged()), author);
    requireOwnLists(request, longer.updated().location());
    defaults.check(longer);
    return longer;
  }

  /**
   * A table as it is, to plan on.
   *
   * @throws org.apache.iceberg.exceptions.NoSuchTableException when there is none
   */
  PlannedChange begin(TableName table) {
    StoredTable now = files.find(table).orElseThrow(() -> Tables.missing(table));
    TableMetadata metadata = files.read(now);
    return PlannedChange.of(now.pointer(), metadata, files.stage(metadata.location()));
  }

  /** Reads what the request will need if it must be put on a later state. */
  void lookAhead(TableRequest request) {
    try {
      PureAppend.of(request)
          .ifPresent(append -> rebase.lookAhead(append, files.stage(append.tableLocation())));
    } catch (RuntimeException unreadable) {
      LOG.debugf("Left to whoever needs it: %s", unreadable.getMessage());
    }
  }

  private TableMetadata updated(TableRequest request, TableMetadata base, StagedFiles staged) {
    try {
      return applied(request, base, staged);
    } catch (CommitFailedException behind) {
      return PureAppend.of(request)
          .flatMap(append -> rebase.onto(base, append, staged))
          .orElseThrow(() -> behind);
    }
  }

  private TableMetadata applied(TableRequest request, TableMetadata base, StagedFiles staged) {
    request.requirements().forEach(requirement -> requirement.validate(base));
    TableMetadata.Builder builder = TableMetadata.buildFrom(base);
    try {
      for (MetadataUpdate update : request.updates()) {
        if (update instanceof AddSnapshot added && lagsBehind(added.snapshot(), base)) {
          TableMetadata before = builder.build();
          builder = TableMetadata.buildFrom(before);
          builder.addSnapshot(
              rebase.anew(before, added.snapshot(), staged).orElse(added.snapshot()));
        } else {
          update.applyTo(builder);
        }
      }
    } catch (RetryableValidationException behind) {
      throw new CommitFailedException(behind, "%s", behind.getMessage());
    }
    return builder.build();
  }

  /** Whether its rows would have ids that others have. */
  private static boolean lagsBehind(Snapshot snapshot, TableMetadata table) {
    return snapshot.firstRowId() != null && snapshot.firstRowId() < table.nextRowId();
  }

  private PlannedChange creation(TableRequest request, Author author) {
    if (request.requirements().size() > 1) {
      throw new BadRequestException("A table that is to be made cannot meet other requirements");
    }
    if (pointers.find(request.table()).isPresent()) {
      throw new CommitFailedException("Requirement failed: table already exists");
    }
    names.requireFree(request.table(), SharedNames.Kind.TABLE);
    int version =
        request.updates().stream()
            .filter(MetadataUpdate.UpgradeFormatVersion.class::isInstance)
            .map(MetadataUpdate.UpgradeFormatVersion.class::cast)
            .mapToInt(MetadataUpdate.UpgradeFormatVersion::formatVersion)
            .findFirst()
            .orElse(TableDefaults.FORMAT_VERSION);
    TableMetadata.Builder builder = TableMetadata.buildFromEmpty(version);
    request.updates().forEach(update -> update.applyTo(builder));
    PlannedChange creation = PlannedChange.creation(request.table(), builder.build(), author);
    requireOwnLists(request, creation.updated().location());
    defaults.check(creation);
    defaults.requireStaged(creation, author);
    return creation;
  }

  private void requireOwnLists(TableRequest request, String location) {
    for (MetadataUpdate update : request.updates()) {
      if (update instanceof AddSnapshot added && added.snapshot().manifestListLocation() != null) {
        defaults.requireBelow(location, added.snapshot().manifestListLocation());
      }
    }
  }
}
