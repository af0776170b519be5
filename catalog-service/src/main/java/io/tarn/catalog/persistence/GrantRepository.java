package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.GrantStore;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
@Transactional
class GrantRepository implements PanacheRepositoryBase<GrantEntity, GrantEntity.Id>, GrantStore {
  @Override
  public boolean add(Grant grant, Principal by) {
    GrantEntity.Id id = GrantEntity.Id.of(grant);
    return getEntityManager()
            .createNativeQuery(
                "INSERT INTO access_grant (securable, privilege, principal, granted_by)"
                    + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
            .setParameter(1, id.securable())
            .setParameter(2, id.privilege())
            .setParameter(3, id.principal())
            .setParameter(4, by.toString())
            .executeUpdate()
        == 1;
  }

  @Override
  public boolean drop(Grant grant) {
    return deleteById(GrantEntity.Id.of(grant));
  }

  List<Grant> grants() {
    return streamAll().map(GrantEntity::grant).toList();
  }
}
