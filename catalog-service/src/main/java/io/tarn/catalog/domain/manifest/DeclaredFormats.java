package io.tarn.catalog.domain.manifest;

import io.tarn.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The Iceberg format versions that manifests ask for. */
public class DeclaredFormats {
  private final Supplier<List<StoredManifest>> inForce;

  /**
   * @param inForce manifests as they are now: a service makes its table as soon as it has heard of
   *     the manifest
   */
  public DeclaredFormats(Supplier<List<StoredManifest>> inForce) {
    this.inForce = inForce;
  }

  /** What the manifest that writes the table asks for, if it does. */
  public Optional<Integer> of(TableName table) {
    return inForce.get().stream()
        .map(StoredManifest::manifest)
        .filter(manifest -> DeclaredTables.outputs(manifest).contains(table))
        .flatMap(manifest -> DeclaredTables.formatVersion(manifest).stream())
        .findFirst();
  }
}
