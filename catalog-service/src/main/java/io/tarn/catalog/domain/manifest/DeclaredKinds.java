package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.model.TableName;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.TableManifest;

/** Reads the kind of a table from the manifests in force. */
public class DeclaredKinds implements TableKinds {
  private final ManifestStore store;

  public DeclaredKinds(ManifestStore store) {
    this.store = store;
  }

  @Override
  public String of(TableName table) {
    return store.inForce().stream()
        .map(StoredManifest::manifest)
        .filter(manifest -> writes(manifest, table))
        .map(Manifest::kind)
        .findFirst()
        .orElse(UNDECLARED);
  }

  private static boolean writes(Manifest manifest, TableName table) {
    return DeclaredTables.output(manifest).filter(table::equals).isPresent()
        || (manifest instanceof TableManifest step && step.quarantine().equals(table));
  }
}
