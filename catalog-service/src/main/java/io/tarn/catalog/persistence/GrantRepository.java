package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.GrantStore;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@ApplicationScoped
@Transactional
class GrantRepository implements PanacheRepositoryBase<GrantEntity, GrantEntity.Id>, GrantStore {
  private static final String ADD =
      """
      INSERT INTO access_grant (securable, privilege, principal, granted_by, as_owner)
      VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (securable, privilege, principal) DO UPDATE SET as_owner = excluded.as_owner
      WHERE excluded.as_owner IS NOT NULL
        AND excluded.as_owner IS DISTINCT FROM access_grant.as_owner""";

  private static final String MOVE =
      """
      INSERT INTO access_grant (securable, privilege, principal, granted_by, as_owner)
      SELECT ?2, privilege, principal, granted_by, as_owner FROM access_grant WHERE securable = ?1
      ON CONFLICT DO NOTHING""";

  @Override
  public boolean add(Grant grant, Principal by, Optional<Principal> asOwner) {
    GrantEntity.Id id = GrantEntity.Id.of(grant);
    return getEntityManager()
            .createNativeQuery(ADD)
            .setParameter(1, id.securable())
            .setParameter(2, id.privilege())
            .setParameter(3, id.principal())
            .setParameter(4, by.toString())
            .setParameter(5, asOwner.map(Principal::toString).orElse(null))
            .executeUpdate()
        == 1;
  }

  @Override
  public boolean drop(Grant grant) {
    return deleteById(GrantEntity.Id.of(grant));
  }

  /** Those on something that is gone. */
  boolean dropAll(Securable gone) {
    return delete("id.securable = ?1", gone.toString()) > 0;
  }

  /** Those on something that has another name now. */
  void move(Securable from, Securable to) {
    getEntityManager()
        .createNativeQuery(MOVE)
        .setParameter(1, from.toString())
        .setParameter(2, to.toString())
        .executeUpdate();
    dropAll(from);
  }

  /** Each to the owner as whom it was given, if it was given so. */
  Map<Grant, Optional<Principal>> grants() {
    return givers(streamAll());
  }

  /** The same, of those on these. */
  Map<Grant, Optional<Principal>> on(Collection<Securable> these) {
    return givers(stream("id.securable in ?1", these.stream().map(Securable::toString).toList()));
  }

  private static Map<Grant, Optional<Principal>> givers(Stream<GrantEntity> rows) {
    return rows.collect(
        Collectors.toMap(
            GrantEntity::grant, row -> Optional.ofNullable(row.asOwner).map(Principal::parse)));
  }
}
