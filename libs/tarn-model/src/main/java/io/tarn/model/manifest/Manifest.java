package io.tarn.model.manifest;

/** One declared thing: a YAML document of a user. */
public sealed interface Manifest
    permits SourceManifest,
        TableManifest,
        ModelManifest,
        DashboardManifest,
        PolicyManifest,
        AlertManifest {
  /** The word after {@code kind:}. */
  String kind();

  /** Unique within its kind; a table's full name where it declares a table. */
  String name();
}
