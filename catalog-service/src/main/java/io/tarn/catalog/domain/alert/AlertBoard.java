package io.tarn.catalog.domain.alert;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.Auditing;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.watch.UnusualAccess;
import io.tarn.model.manifest.AlertManifest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the alerts, as far as one may see their tables. */
public class AlertBoard {
  private final AlertStore store;
  private final ManifestStore manifests;
  private final AccessControl access;

  public AlertBoard(AlertStore store, ManifestStore manifests, AccessControl access) {
    this.store = store;
    this.manifests = manifests;
    this.access = access;
  }

  /**
   * The alerts on tables the caller may see; those on people to whoever may read their accesses.
   */
  public List<AlertState> visible(Identity who) {
    Set<String> names =
        manifests.inForce().stream()
            .map(StoredManifest::manifest)
            .filter(manifest -> manifest instanceof AlertManifest)
            .map(manifest -> (AlertManifest) manifest)
            .filter(alert -> access.seesFigures(who, alert.table()))
            .map(AlertManifest::name)
            .collect(Collectors.toSet());
    boolean auditor = access.allows(who, Access.select(Auditing.TABLE));
    return store.states().stream()
        .filter(
            state -> UnusualAccess.isAlert(state.name()) ? auditor : names.contains(state.name()))
        .toList();
  }

  /** How many alerts fire now, whoever may see them. */
  public long firing() {
    return store.states().stream().filter(AlertState::firing).count();
  }
}
