package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.model.TableName;
import io.tarn.model.manifest.Manifest;
import java.util.HashMap;
import java.util.Map;

/** Reads the kinds of tables from the manifests in force. */
public class DeclaredKinds implements TableKinds {
  private final ManifestStore store;

  public DeclaredKinds(ManifestStore store) {
    this.store = store;
  }

  @Override
  public Map<TableName, String> declared() {
    Map<TableName, String> kinds = new HashMap<>();
    for (StoredManifest stored : store.inForce()) {
      Manifest manifest = stored.manifest();
      DeclaredTables.outputs(manifest).forEach(table -> kinds.put(table, manifest.kind()));
    }
    return kinds;
  }
}
