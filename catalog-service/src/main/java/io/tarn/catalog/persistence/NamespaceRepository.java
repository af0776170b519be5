package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
@Transactional
class NamespaceRepository
    implements PanacheRepositoryBase<NamespaceEntity, NamespaceEntity.Key>, Namespaces {
  private final Makers makers;
  private final PolicyVersion rules;
  private final DropRules drops;

  NamespaceRepository(Makers makers, PolicyVersion rules, DropRules drops) {
    this.makers = makers;
    this.rules = rules;
    this.drops = drops;
  }

  @Override
  public List<String> list(String catalog) {
    return find("key.catalog = ?1 order by key.name", catalog).stream()
        .map(row -> row.key.name())
        .toList();
  }

  @Override
  public Optional<Map<String, String>> properties(String catalog, String namespace) {
    return findByIdOptional(new NamespaceEntity.Key(catalog, namespace))
        .map(row -> new HashMap<>(row.properties));
  }

  @Override
  public boolean hold(String catalog, String namespace) {
    return findById(new NamespaceEntity.Key(catalog, namespace), LockModeType.PESSIMISTIC_READ)
        != null;
  }

  @Override
  public boolean create(
      String catalog, String namespace, Map<String, String> properties, Optional<Principal> by) {
    Optional<Principal> owner = by.filter(makers::isOutside);
    int inserted =
        getEntityManager()
            .createNativeQuery(
                "INSERT INTO namespace (catalog, name, owner) VALUES (?1, ?2, ?3)"
                    + " ON CONFLICT DO NOTHING")
            .setParameter(1, catalog)
            .setParameter(2, namespace)
            .setParameter(3, owner.map(Principal::toString).orElse(null))
            .executeUpdate();
    if (inserted == 1 && !properties.isEmpty()) {
      replaceProperties(catalog, namespace, properties);
    }
    if (inserted == 1 && owner.isPresent()) {
      rules.next(List.of(Securable.namespace(catalog, namespace)));
    }
    return inserted == 1;
  }

  @Override
  public void replaceProperties(String catalog, String namespace, Map<String, String> properties) {
    findById(new NamespaceEntity.Key(catalog, namespace)).properties = properties;
  }

  @Override
  public boolean drop(String catalog, String namespace) {
    // The lock keeps a table or a view from being made here meanwhile, whose foreign key needs the
    // row, and a namespace, which takes it too.
    NamespaceEntity row =
        findById(new NamespaceEntity.Key(catalog, namespace), LockModeType.PESSIMISTIC_WRITE);
    if (row != null
        && (holdsRelations(catalog, namespace) || holdsNamespaces(catalog, namespace))) {
      return false;
    }
    if (row != null) {
      delete(row);
      drops.dropped(Securable.namespace(catalog, namespace), row.owner != null);
    }
    return true;
  }

  private boolean holdsNamespaces(String catalog, String namespace) {
    return count("key.catalog = ?1 and locate(?2, key.name) = 1", catalog, namespace + ".") > 0;
  }

  private boolean holdsRelations(String catalog, String namespace) {
    return !getEntityManager()
        .createQuery(
            "select r.id from RelationEntity r where r.catalog = ?1 and r.namespace = ?2",
            Long.class)
        .setParameter(1, catalog)
        .setParameter(2, namespace)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
