package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.lineage.TableKinds;
import io.tarn.model.TableName;
import io.tarn.model.manifest.Manifest;
import java.util.HashMap;
import java.util.Map;

/** Reads the kinds of tables from the manifests in force. */
public class DeclaredKinds implements TableKinds {
  private final ManifestsInForce manifests;

  public DeclaredKinds(ManifestsInForce manifests) {
    this.manifests = manifests;
  }

  @Override
  public Map<TableName, String> declared() {
    Map<TableName, String> kinds = new HashMap<>();
    for (StoredManifest stored : manifests.all()) {
      Manifest manifest = stored.manifest();
      DeclaredTables.outputs(manifest).forEach(table -> kinds.put(table, manifest.kind()));
    }
    return kinds;
  }
}
