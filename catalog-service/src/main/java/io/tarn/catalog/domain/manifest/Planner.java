package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.alert.Webhooks;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.DeclaredManifest;
import io.tarn.model.manifest.Known;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestError;
import io.tarn.model.manifest.ManifestFile;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.ManifestReading;
import io.tarn.model.manifest.SourceManifest;
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

  private static final String HOSTS =
      "Use one of the hosts that tarn.catalog.alerts.hosts of catalog-service allows.";

  private static final String ORIGINS =
      "Use a path or prefix of its own, in a bucket that tarn.catalog.landing of catalog-service"
          + " names.";

  private static final String FORMAT_REMAINS =
      "A table stays what it was made as: write that version, or leave it out.";

  private final ManifestReader reader;
  private final ManifestStore store;
  private final ExistingTables tables;
  private final TableFormats formats;
  private final AccessControl access;
  private final Webhooks webhooks;
  private final Origins origins;
  private final Sight sight;
  private final TagRights tags;

  public Planner(
      ManifestReader reader,
      ManifestStore store,
      ExistingTables tables,
      TableFormats formats,
      AccessControl access,
      Webhooks webhooks,
      Origins origins) {
    this.reader = reader;
    this.store = store;
    this.tables = tables;
    this.formats = formats;
    this.access = access;
    this.webhooks = webhooks;
    this.origins = origins;
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
    refuse(declared.stream().flatMap(each -> otherFormat(each).stream()).toList());
    refuse(
        declared.stream()
            .flatMap(each -> otherOrigin(each, afterwards.values()).stream())
            .toList());
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
    refuse(declared.stream().flatMap(each -> unreachable(each).stream()).toList());
    return declared;
  }

  private static void refuse(List<ManifestError> errors) {
    if (!errors.isEmpty()) {
      throw new InvalidManifests(errors);
    }
  }

  private Optional<ManifestError> unreachable(DeclaredManifest declared) {
    return declared.manifest() instanceof AlertManifest alert
        ? webhooks
            .refusal(alert.webhook())
            .map(
                why ->
                    new ManifestError(
                        declared.file(), declared.line(), 1, "/notify/webhook", why, HOSTS))
        : Optional.empty();
  }

  private Optional<ManifestError> otherOrigin(
      DeclaredManifest declared, Collection<Manifest> afterwards) {
    return declared.manifest() instanceof SourceManifest source
        ? origins
            .refusal(source, afterwards)
            .map(
                why ->
                    new ManifestError(
                        declared.file(),
                        declared.line(),
                        1,
                        source.origin() instanceof SourceManifest.Http ? "/http" : "/files",
                        why,
                        ORIGINS))
        : Optional.empty();
  }

  private Optional<ManifestError> otherFormat(DeclaredManifest declared) {
    Manifest manifest = declared.manifest();
    return DeclaredTables.formatVersion(manifest)
        .flatMap(
            wanted ->
                DeclaredTables.output(manifest)
                    .flatMap(formats::of)
                    .filter(now -> !now.equals(wanted)))
        .map(
            now ->
                new ManifestError(
                    declared.file(),
                    declared.line(),
                    1,
                    "/format version",
                    "the table is there, in format version " + now,
                    FORMAT_REMAINS));
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
