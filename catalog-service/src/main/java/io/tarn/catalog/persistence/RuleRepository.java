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
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
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
  private final ParticularsQuery particulars;
  private final LineageRepository lineage;
  private final CatalogConfig config;
  private final EntityManager database;

  RuleRepository(
      ManifestRepository manifests,
      ParticularsQuery particulars,
      LineageRepository lineage,
      CatalogConfig config,
      EntityManager database) {
    this.manifests = manifests;
    this.particulars = particulars;
    this.lineage = lineage;
    this.config = config;
    this.database = database;
  }

  @Override
  public long version() {
    return (Long)
        database.createNativeQuery("SELECT version FROM policy_version").getSingleResult();
  }

  /** Read as of one moment: a grant that came with a mask is never seen without it. */
  @Override
  public Rules rules() {
    readAsOfOneMoment();
    return all();
  }

  @Override
  public Rules rules(Rules known) {
    readAsOfOneMoment();
    long now = version();
    return particulars
        .changed(known.version(), now)
        .map(alone -> known.with(now, particulars.of(alone)))
        .orElseGet(this::all);
  }

  private void readAsOfOneMoment() {
    database.createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").executeUpdate();
  }

  private Rules all() {
    List<StoredManifest> declared = manifests.inForce();
    Policies policies = manifests.policies(declared);
    List<Principal> administrators =
        config.administrators().stream().sorted().map(Principal::parse).toList();
    Set<Principal> services =
        config.services().stream().map(Principal::parse).collect(Collectors.toSet());
    List<Grant> grants =
        Stream.of(
                policies.grants().stream(),
                administrators.stream().map(who -> configured(Privilege.ALL_PRIVILEGES, who)),
                services.stream()
                    .flatMap(who -> OF_SERVICES.stream().map(each -> configured(each, who))))
            .flatMap(each -> each)
            .toList();
    Rules declaredAlone =
        new Rules(
            version(),
            Rules.bySecurable(grants),
            policies.restrictions(lineage.derivations(), new SensitiveTags(config.sensitiveTags())),
            UnknownLineage.besides(outputs(declared), givers(declared, policies)),
            services,
            administrators);
    return declaredAlone.with(declaredAlone.version(), particulars.all());
  }

  private static Set<Securable> outputs(List<StoredManifest> declared) {
    return declared.stream()
        .flatMap(stored -> DeclaredTables.outputs(stored.manifest()).stream())
        .map(Securable::of)
        .collect(Collectors.toSet());
  }

  private static Map<Grant, Principal> givers(List<StoredManifest> declared, Policies policies) {
    Map<String, Principal> appliedBy =
        declared.stream()
            .filter(stored -> stored.manifest() instanceof PolicyManifest)
            .collect(
                Collectors.toMap(
                    stored -> Grant.declaredBy(stored.manifest().name()),
                    StoredManifest::appliedBy));
    return policies.grants().stream()
        .distinct()
        .collect(Collectors.toMap(grant -> grant, grant -> appliedBy.get(grant.origin())));
  }

  private static Grant configured(Privilege privilege, Principal principal) {
    return new Grant(Securable.METASTORE, privilege, principal, Grant.CONFIGURATION);
  }
}
