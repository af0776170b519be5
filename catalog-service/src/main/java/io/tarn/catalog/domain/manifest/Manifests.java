package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.Manifest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes what is declared. Each change is one transaction of the caller's: all or nothing, written
 * to the audit log before it takes effect.
 */
public class Manifests {
  private final ManifestStore store;
  private final Planner planner;
  private final Effects effects;
  private final AccessControl access;
  private final Sight sight;
  private final TagRights tags;
  private final AuditTrail trail;

  public Manifests(
      ManifestStore store,
      Planner planner,
      Effects effects,
      AccessControl access,
      AuditTrail trail) {
    this.store = store;
    this.planner = planner;
    this.effects = effects;
    this.access = access;
    this.sight = new Sight(access);
    this.tags = new TagRights(access);
    this.trail = trail;
  }

  /**
   * What applying would change.
   *
   * @throws InvalidManifests when they are wrong
   * @throws TarnException FORBIDDEN when the caller may not apply them
   */
  public List<Change> plan(Identity who, String yaml) {
    return planner.plan(who, yaml);
  }

  /**
   * Applies manifests; those that are in force already keep their version.
   *
   * @throws InvalidManifests when they are wrong; nothing is applied
   * @throws TarnException FORBIDDEN when the caller may not apply one of them; nothing is applied
   */
  public List<Change> apply(Identity who, String yaml) {
    store.lock();
    List<Change> plan = planner.plan(who, yaml);
    List<Change> changes = plan.stream().filter(Change::isOne).toList();
    if (changes.isEmpty()) {
      return plan;
    }
    for (Change change : changes) {
      Manifest manifest = change.declared().manifest();
      store.put(manifest, change.version(), change.declared().yaml(), who.self());
    }
    effects.applied(changes);
    trail.allowed(
        who,
        "APPLY",
        changes.stream().map(change -> title(change.declared().manifest())).toList(),
        changes.stream().map(Manifests::account).collect(Collectors.joining("; ")));
    return plan;
  }

  /**
   * Takes a declaration back; data stays.
   *
   * @throws TarnException NOT_FOUND when there is none the caller may know of, FORBIDDEN
   */
  public void remove(Identity who, String kind, String name) {
    store.lock();
    Manifest manifest =
        visible(who).stream()
            .map(StoredManifest::manifest)
            .filter(each -> each.kind().equals(kind) && each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(who, kind, name));
    access.admit(who, RequiredRights.manage(manifest));
    tags.requireRemoval(who, manifest);
    long version = store.nextVersion(kind, name);
    store.remove(manifest, version, who.self());
    effects.removed(manifest, version);
    trail.allowed(who, "REMOVE", List.of(title(manifest)), "removed " + title(manifest));
  }

  /** The manifests in force of which the caller may see everything they name. */
  public List<StoredManifest> visible(Identity who) {
    return store.inForce().stream().filter(stored -> sight.sees(who, stored.manifest())).toList();
  }

  private TarnException unknown(Identity who, String kind, String name) {
    String what = "There is no manifest %s/%s, or you may not see it.".formatted(kind, name);
    trail.refused(who, "REMOVE", List.of(kind + "/" + name), what);
    return new TarnException(ErrorKind.NOT_FOUND, what, "Look at GET /api/v1/manifests.");
  }

  private static String account(Change change) {
    return "%s %s version %d"
        .formatted(change.kind(), title(change.declared().manifest()), change.version());
  }

  private static String title(Manifest manifest) {
    return manifest.kind() + "/" + manifest.name();
  }
}
