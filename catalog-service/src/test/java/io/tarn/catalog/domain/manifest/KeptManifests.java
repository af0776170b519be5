package io.tarn.catalog.domain.manifest;

import io.tarn.model.Principal;
import io.tarn.model.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Manifests in memory, with what followed from their changes. */
final class KeptManifests implements ManifestStore, Effects {
  private final Map<String, StoredManifest> inForce = new TreeMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final List<String> announced = new ArrayList<>();

  List<String> announced() {
    return List.copyOf(announced);
  }

  List<Manifest> manifests() {
    return inForce.values().stream().map(StoredManifest::manifest).toList();
  }

  @Override
  public void lock() {}

  @Override
  public List<StoredManifest> inForce() {
    return List.copyOf(inForce.values());
  }

  @Override
  public long nextVersion(String kind, String name) {
    return versions.getOrDefault(kind + "/" + name, 0L) + 1;
  }

  @Override
  public void put(Manifest manifest, long version, String yaml, Principal by) {
    versions.put(id(manifest), version);
    inForce.put(id(manifest), new StoredManifest(manifest, version, yaml, Instant.EPOCH, by));
  }

  @Override
  public void remove(Manifest manifest, long version, Principal by) {
    versions.put(id(manifest), version);
    inForce.remove(id(manifest));
  }

  @Override
  public void applied(List<Change> changes) {
    changes.forEach(
        change -> announced.add(id(change.declared().manifest()) + " version " + change.version()));
  }

  @Override
  public void removed(Manifest manifest, long version) {
    announced.add(id(manifest) + " removed with version " + version);
  }

  private static String id(Manifest manifest) {
    return manifest.kind() + "/" + manifest.name();
  }
}
