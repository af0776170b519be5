package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.manifest.DeclaredManifest;
import io.tarn.model.manifest.Known;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestError;
import io.tarn.model.manifest.ManifestFile;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.ManifestReading;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Works out what applying manifests changes, and whether the caller may. */
public final class Planner {
  /** What errors call the body of a request. */
  private static final String REQUEST = "manifests.yaml";

  private final ManifestReader reader;
  private final ManifestStore store;
  private final ExistingTables tables;
  private final AccessControl access;
  private final Surroundings surroundings;
  private final Sight sight;
  private final TagRights tags;

  public Planner(
      ManifestReader reader,
      ManifestStore store,
      ExistingTables tables,
      AccessControl access,
      Surroundings surroundings) {
    this.reader = reader;
    this.store = store;
    this.tables = tables;
    this.access = access;
    this.surroundings = surroundings;
    this.sight = new Sight(access);
    this.tags = new TagRights(access);
  }

  List<Change> plan(Identity who, String yaml) {
    Map<String, StoredManifest> inForce =
        store.inForce().stream()
            .collect(Collectors.toMap(stored -> id(stored.manifest()), stored -> stored));
    List<DeclaredManifest> declared = read(who, yaml, inForce.values());
    Map<String, Manifest> afterwards = new HashMap<>();
    inForce.forEach((id, stored) -> afterwards.put(id, stored.manifest()));
    declared.forEach(each -> afterwards.put(id(each.manifest()), each.manifest()));
    Affected affected = new Affected(afterwards.values(), access.tags());
    List<Change> plan =
        declared.stream()
            .map(each -> change(each, inForce.get(id(each.manifest())), affected, who))
            .toList();
    plan.stream()
        .filter(change -> change.isOne() || !sight.sees(who, change.declared().manifest()))
        .forEach(change -> require(who, change.declared().manifest(), inForce));
    refuse(surroundings.unfit(declared, afterwards.values()));
    return plan;
  }

  private List<DeclaredManifest> read(
      Identity who, String yaml, Collection<StoredManifest> inForce) {
    Known known = sight.known(who, inForce, tables.names());
    return switch (reader.read(List.of(new ManifestFile(REQUEST, yaml)), known)) {
      case ManifestReading.Valid valid -> reachable(valid.manifests());
      case ManifestReading.Invalid invalid -> throw new InvalidManifests(invalid.errors());
    };
  }

  private List<DeclaredManifest> reachable(List<DeclaredManifest> declared) {
    refuse(surroundings.unreachable(declared));
    return declared;
  }

  private static void refuse(List<ManifestError> errors) {
    if (!errors.isEmpty()) {
      throw new InvalidManifests(errors);
    }
  }

  private Change change(
      DeclaredManifest declared, StoredManifest inForce, Affected affected, Identity who) {
    Manifest manifest = declared.manifest();
    if (inForce != null && same(manifest, inForce.manifest())) {
      return new Change(declared, inForce.version(), Change.Kind.unchanged, new TreeSet<>());
    }
    return new Change(
        declared,
        store.nextVersion(manifest.kind(), manifest.name()),
        inForce == null ? Change.Kind.created : Change.Kind.changed,
        affected.by(manifest).stream()
            .filter(table -> access.sees(who, table))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The rights for what is declared and, where it takes the place of another, for that too. */
  private void require(Identity who, Manifest manifest, Map<String, StoredManifest> inForce) {
    StoredManifest replaced = inForce.get(id(manifest));
    if (replaced != null) {
      access.admit(who, RequiredRights.manage(replaced.manifest()));
    }
    access.admit(who, RequiredRights.manage(manifest));
    for (Access input : RequiredRights.read(manifest)) {
      access.admitWhole(who, input);
    }
    tags.requireChange(who, manifest, Optional.ofNullable(replaced).map(StoredManifest::manifest));
  }

  /** Maps compare without order, which counts in a step: what they print tells it. */
  private static boolean same(Manifest one, Manifest other) {
    return one.equals(other) && one.toString().equals(other.toString());
  }

  private static String id(Manifest manifest) {
    return manifest.kind() + "/" + manifest.name();
  }
}
