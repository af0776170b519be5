package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.manifest.DeclaredFormats;
import io.tarn.catalog.domain.storage.StagedTables;
import io.tarn.model.TableName;
import io.tarn.tables.OwnFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.rest.requests.CreateTableRequest;

/** What a new table is like, and where it lies: below its own location, which nobody chooses. */
@ApplicationScoped
class TableDefaults {
  static final int FORMAT_VERSION = 3;

  private static final List<String> PATHS =
      List.of(
          TableProperties.WRITE_METADATA_LOCATION,
          TableProperties.WRITE_DATA_LOCATION,
          "write.object-storage.path",
          "write.folder-storage.path");

  private final Catalogs catalogs;
  private final DeclaredFormats formats;
  private final StagedTables staged;
  private final int metadataVersions;

  @Inject
  TableDefaults(
      Catalogs catalogs, DeclaredFormats formats, StagedTables staged, CatalogConfig config) {
    this(catalogs, formats, staged, config.metadataVersions());
  }

  TableDefaults(
      Catalogs catalogs, DeclaredFormats formats, StagedTables staged, int metadataVersions) {
    this.catalogs = catalogs;
    this.formats = formats;
    this.staged = staged;
    this.metadataVersions = metadataVersions;
  }

  /** The metadata of a table that does not exist yet. */
  TableMetadata metadata(TableName table, CreateTableRequest request) {
    Map<String, String> properties = new HashMap<>();
    properties.put(TableProperties.FORMAT_VERSION, Integer.toString(FORMAT_VERSION));
    properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    properties.put(
        TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, Integer.toString(metadataVersions));
    properties.putAll(request.properties());
    // Whoever makes it: a service may find the table of another's manifest missing.
    formats
        .of(table)
        .ifPresent(
            version -> properties.put(TableProperties.FORMAT_VERSION, Integer.toString(version)));
    return TableMetadata.newTableMetadata(
        request.schema(),
        request.spec() == null ? PartitionSpec.unpartitioned() : request.spec(),
        request.writeOrder() == null ? SortOrder.unsorted() : request.writeOrder(),
        folder(table) + "-" + UUID.randomUUID(),
        properties);
  }

  /**
   * Refuses a change that would put files outside the table's own location, where other tables lie.
   *
   * @throws BadRequestException saying what
   */
  void check(PlannedChange change) {
    String location = change.updated().location();
    if (change.base() == null ? !isOwn(change.table(), location) : isMoved(change)) {
      throw new BadRequestException(
          "%s cannot lie at %s: the catalog chooses a table's location", change.table(), location);
    }
    if (change.base() != null && !change.updated().uuid().equals(change.base().uuid())) {
      throw new BadRequestException("%s cannot become another table", change.table());
    }
    for (String path : PATHS) {
      String set = change.updated().properties().get(path);
      if (set != null && !OwnFiles.isBelow(location, set)) {
        throw new BadRequestException("%s of %s must lie below %s", path, change.table(), location);
      }
    }
  }

  /**
   * Refuses a table that its maker would put where he was not told it would lie: another may lie
   * there, or have left its files.
   *
   * @throws BadRequestException saying so
   */
  void requireStaged(PlannedChange creation, Author author) {
    String location = creation.updated().location();
    if (!staged.locations(creation.table(), author.principal()).contains(location)) {
      throw new BadRequestException(
          "%s cannot lie at %s, which was not given to you for it: stage its creation first",
          creation.table(), location);
    }
  }

  /** Where the tables of the catalog lie, without a slash at the end. */
  String location(String catalog) {
    return catalogs
        .location(catalog)
        .orElseThrow(() -> new NoSuchNamespaceException("There is no catalog %s", catalog));
  }

  /** Where the tables of the namespace lie, without a slash at the end. */
  String location(String catalog, String namespace) {
    return location(catalog) + "/" + namespace;
  }

  /**
   * Refuses files that lie elsewhere than their catalog, namespace or table.
   *
   * @param home where that lies, without a slash at the end
   * @throws BadRequestException saying where they must lie
   */
  void requireBelow(String home, String file) {
    if (!OwnFiles.isBelow(home, file)) {
      throw new BadRequestException("%s must lie below %s", file, home);
    }
  }

  private boolean isOwn(TableName table, String location) {
    String start = folder(table) + "-";
    return location != null
        && location.startsWith(start)
        && location.substring(start.length()).matches("[0-9a-f-]{36}");
  }

  private static boolean isMoved(PlannedChange change) {
    return !change.updated().location().equals(change.base().location());
  }

  private String folder(TableName table) {
    return location(table.catalog(), table.namespace()) + "/" + table.table();
  }
}
