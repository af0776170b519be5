package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.manifest.DeclaredTables;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Policies;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.catalog.domain.permission.Rules;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.domain.permission.SensitiveTags;
import io.tarn.catalog.domain.permission.UnknownLineage;
import io.tarn.model.Principal;
import io.tarn.model.manifest.PolicyManifest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the rules together from manifests, grants, lineage and configuration. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class RuleRepository implements RuleStore {
  /** What the platform's services need to do their work; they never manage. */
  private static final List<Privilege> OF_SERVICES =
      List.of(
          Privilege.SELECT,
          Privilege.MODIFY,
          Privilege.USE_CATALOG,
          Privilege.USE_NAMESPACE,
          Privilege.CREATE_TABLE,
          Privilege.CREATE_NAMESPACE);

  private final ManifestRepository manifests;
  private final GrantRepository grants;
  private final OwnerRepository owners;
  private final LineageRepository lineage;
  private final CatalogConfig config;

  RuleRepository(
      ManifestRepository manifests,
      GrantRepository grants,
      OwnerRepository owners,
      LineageRepository lineage,
      CatalogConfig config) {
    this.manifests = manifests;
    this.grants = grants;
    this.owners = owners;
    this.lineage = lineage;
    this.config = config;
  }

  @Override
  public long version() {
    return (Long)
        grants
            .getEntityManager()
            .createNativeQuery("SELECT version FROM policy_version")
            .getSingleResult();
  }

  /** Read as of one moment: a grant that came with a mask is never seen without it. */
  @Override
  public Rules rules() {
    grants
        .getEntityManager()
        .createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        .executeUpdate();
    List<StoredManifest> declared = manifests.inForce();
    Policies policies = manifests.policies(declared);
    Map<Grant, Optional<Principal>> overRest = grants.grants();
    List<Principal> administrators =
        config.administrators().stream().sorted().map(Principal::parse).toList();
    Set<Principal> services =
        config.services().stream().map(Principal::parse).collect(Collectors.toSet());
    List<Grant> all =
        Stream.of(
                policies.grants().stream(),
                overRest.keySet().stream(),
                owners.owners().entrySet().stream()
                    .map(owned -> Grant.ofOwner(owned.getKey(), owned.getValue())),
                administrators.stream().map(who -> configured(Privilege.ALL_PRIVILEGES, who)),
                services.stream()
                    .flatMap(who -> OF_SERVICES.stream().map(each -> configured(each, who))))
            .flatMap(each -> each)
            .toList();
    return new Rules(
        version(),
        Rules.bySecurable(all),
        policies.restrictions(lineage.derivations(), new SensitiveTags(config.sensitiveTags())),
        UnknownLineage.of(unknown(declared), all, givers(declared, policies, overRest)),
        services,
        administrators);
  }

  /** What a manifest declares is known. */
  private Map<Securable, Optional<Principal>> unknown(List<StoredManifest> declared) {
    Map<Securable, Optional<Principal>> unknown = owners.unknown();
    declared.stream()
        .flatMap(stored -> DeclaredTables.outputs(stored.manifest()).stream())
        .forEach(table -> unknown.remove(Securable.of(table)));
    return unknown;
  }

  private static Map<Grant, Principal> givers(
      List<StoredManifest> declared, Policies policies, Map<Grant, Optional<Principal>> overRest) {
    Map<String, Principal> appliedBy =
        declared.stream()
            .filter(stored -> stored.manifest() instanceof PolicyManifest)
            .collect(
                Collectors.toMap(
                    stored -> Grant.declaredBy(stored.manifest().name()),
                    StoredManifest::appliedBy));
    Map<Grant, Principal> givers = new HashMap<>();
    policies.grants().forEach(grant -> givers.put(grant, appliedBy.get(grant.origin())));
    overRest.forEach((grant, owner) -> owner.ifPresent(each -> givers.put(grant, each)));
    return givers;
  }

  private static Grant configured(Privilege privilege, Principal principal) {
    return new Grant(Securable.METASTORE, privilege, principal, Grant.CONFIGURATION);
  }
}
