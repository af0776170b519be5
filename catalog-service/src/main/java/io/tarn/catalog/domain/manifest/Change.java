package io.tarn.catalog.domain.manifest;

import io.tarn.model.TableName;
import io.tarn.model.manifest.DeclaredManifest;
import java.util.SortedSet;

/**
 * What applying one manifest changes.
 *
 * @param version the manifest has afterwards
 * @param affected tables that follow from the changed one, or whose readers see something else
 */
public record Change(
    DeclaredManifest declared, long version, Kind kind, SortedSet<TableName> affected) {
  /** How the declared manifest stands to the one in force. */
  public enum Kind {
    created,
    changed,
    unchanged
  }

  /** Whether there is anything to do. */
  public boolean isOne() {
    return kind != Kind.unchanged;
  }
}
