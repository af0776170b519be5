package io.tarn.catalog.domain.manifest;

import io.tarn.model.manifest.Manifest;
import java.util.List;

/** What follows from a change of manifests, within the same transaction. */
public interface Effects {
  /**
   * Brings catalogs and namespaces of what is declared into being, announces the versions, and has
   * the rules read anew.
   */
  void applied(List<Change> changes);

  /** Announces that the manifest is in force no more, and has the rules read anew. */
  void removed(Manifest manifest, long version);
}
