package io.tarn.catalog.domain.manifest;

import io.tarn.model.Principal;
import io.tarn.model.manifest.Manifest;
import java.util.List;

/** Where manifests are kept, with every version they ever had. */
public interface ManifestStore {
  /** Until the running transaction ends, nobody else changes manifests. */
  void lock();

  /** All manifests that were applied and not removed, by kind and name. */
  List<StoredManifest> inForce();

  /** The version the next change of a manifest gets. */
  long nextVersion(String kind, String name);

  void put(Manifest manifest, long version, String yaml, Principal by);

  /** Ends the force of a manifest; its versions stay on record. */
  void remove(Manifest manifest, long version, Principal by);
}
