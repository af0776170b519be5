package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.permission.Policies;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Sees to it that nobody keeps a right on what is gone: whoever makes something of that name later
 * would make it for him too.
 */
@ApplicationScoped
class DropRules {
  private final GrantRepository grants;
  private final ManifestRepository manifests;
  private final PolicyVersion rules;

  DropRules(GrantRepository grants, ManifestRepository manifests, PolicyVersion rules) {
    this.grants = grants;
    this.manifests = manifests;
    this.rules = rules;
  }

  /**
   * Within the transaction that drops something.
   *
   * @param ruled whether the rules say something of it beside grants
   * @throws TarnException CONFLICT when a manifest grants something on it
   */
  void dropped(Securable gone, boolean ruled) {
    manifests.inForce().stream()
        .map(StoredManifest::manifest)
        .filter(manifest -> Policies.grantsOn(manifest, gone))
        .findFirst()
        .ifPresent(
            policy -> {
              throw new TarnException(
                  ErrorKind.CONFLICT,
                  "%s cannot be dropped: Policy/%s grants rights on it."
                      .formatted(gone, policy.name()),
                  "Change or remove that policy first.");
            });
    if (grants.dropAll(gone) || ruled) {
      rules.next(List.of(gone));
    }
  }
}
