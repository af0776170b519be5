package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Policies;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.catalog.domain.permission.Rules;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.domain.permission.SensitiveTags;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the rules together from manifests, grants, lineage and configuration. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class RuleRepository implements RuleStore {
  /** What the platform's services need to do their work; they never manage. */
  private static final List<Privilege> OF_SERVICES =
      List.of(Privilege.SELECT, Privilege.MODIFY, Privilege.CREATE_TABLE);

  private final EntityManager database;
  private final ManifestRepository manifests;
  private final GrantRepository grants;
  private final LineageRepository lineage;
  private final CatalogConfig config;

  RuleRepository(
      EntityManager database,
      ManifestRepository manifests,
      GrantRepository grants,
      LineageRepository lineage,
      CatalogConfig config) {
    this.database = database;
    this.manifests = manifests;
    this.grants = grants;
    this.lineage = lineage;
    this.config = config;
  }

  @Override
  public long version() {
    return (Long)
        database
            .createNativeQuery("SELECT version FROM policy_version", Long.class)
            .getSingleResult();
  }

  /** Read as of one moment: a grant that came with a mask is never seen without it. */
  @Override
  public Rules rules() {
    database.createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").executeUpdate();
    Policies policies = manifests.policies();
    List<Principal> administrators =
        config.administrators().stream().sorted().map(Principal::parse).toList();
    Set<Principal> services =
        config.services().stream().map(Principal::parse).collect(Collectors.toSet());
    return new Rules(
        version(),
        Rules.bySecurable(
            Stream.of(
                    policies.grants().stream(),
                    grants.grants().stream(),
                    administrators.stream().map(who -> configured(Privilege.ALL_PRIVILEGES, who)),
                    services.stream()
                        .flatMap(who -> OF_SERVICES.stream().map(each -> configured(each, who))))
                .flatMap(each -> each)
                .toList()),
        policies.restrictions(lineage.derivations(), new SensitiveTags(config.sensitiveTags())),
        services,
        administrators);
  }

  private static Grant configured(Privilege privilege, Principal principal) {
    return new Grant(Securable.METASTORE, privilege, principal, Grant.CONFIGURATION);
  }
}
