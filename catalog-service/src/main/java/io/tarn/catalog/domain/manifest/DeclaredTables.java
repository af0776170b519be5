package io.tarn.catalog.domain.manifest;

import io.tarn.model.TableName;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.model.manifest.PolicyManifest;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.TableManifest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that the flow reads and writes because of a manifest. */
public final class DeclaredTables {
  private DeclaredTables() {}

  /** The table that is written. */
  public static Optional<TableName> output(Manifest manifest) {
    return switch (manifest) {
      case SourceManifest source -> Optional.of(source.table());
      case TableManifest table -> Optional.of(table.table());
      case ModelManifest model -> Optional.of(model.output());
      case DashboardManifest dashboard -> Optional.empty();
      case PolicyManifest policy -> Optional.empty();
      case AlertManifest alert -> Optional.empty();
    };
  }

  /** All that is written: the table, and where rows are put aside. */
  public static Set<TableName> outputs(Manifest manifest) {
    return manifest instanceof TableManifest table
        ? Set.of(table.table(), table.quarantine())
        : output(manifest).stream().collect(Collectors.toSet());
  }

  /** The Iceberg format version it asks for, of all that is written. */
  public static Optional<Integer> formatVersion(Manifest manifest) {
    return switch (manifest) {
      case SourceManifest source -> source.formatVersion();
      case TableManifest table -> table.formatVersion();
      case ModelManifest model -> model.formatVersion();
      case DashboardManifest dashboard -> Optional.empty();
      case PolicyManifest policy -> Optional.empty();
      case AlertManifest alert -> Optional.empty();
    };
  }

  /** The tables that are read. */
  public static Set<TableName> inputs(Manifest manifest) {
    return switch (manifest) {
      case TableManifest table -> Set.copyOf(table.from().values());
      case ModelManifest model -> Set.of(model.from());
      case SourceManifest source -> Set.of();
      case DashboardManifest dashboard -> Set.of();
      case PolicyManifest policy -> Set.of();
      case AlertManifest alert -> Set.of();
    };
  }
}
