package io.tarn.steps;

import io.tarn.model.TableName;
import io.tarn.model.manifest.TableManifest;

/** A step in the version that was applied. */
public record DeclaredStep(TableManifest manifest, long version) {
  /** The table it writes. */
  public TableName table() {
    return manifest.table();
  }
}
