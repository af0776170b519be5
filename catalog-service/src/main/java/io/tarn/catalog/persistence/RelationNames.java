package io.tarn.catalog.persistence;

import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.Optional;

/** The names that tables and views share. */
@ApplicationScoped
class RelationNames {
  private final EntityManager entities;

  RelationNames(EntityManager entities) {
    this.entities = entities;
  }

  /** Whether there is a table or a view of that name. */
  boolean taken(TableName name) {
    return find(RelationEntity.class, name).isPresent();
  }

  /** The table or view of that name, if it is one of the kind. */
  <R extends RelationEntity> Optional<R> find(Class<R> kind, TableName name) {
    return query(kind, name).getResultStream().findFirst();
  }

  /**
   * The same, held until the transaction ends. By name, not by what was found before: whoever waits
   * gets what whoever held it made of it.
   */
  <R extends RelationEntity> Optional<R> lock(Class<R> kind, TableName name) {
    return query(kind, name)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  /**
   * Sets columns of the table or view of that name, and no others: somebody else may be moving it.
   *
   * @param assignments in JPQL, with the values from {@code ?4} on
   * @return false when there is none of the kind
   */
  boolean set(
      Class<? extends RelationEntity> kind, TableName name, String assignments, Object... values) {
    Query update =
        entities
            .createQuery(
                "update %s r set %s where r.catalog = ?1 and r.namespace = ?2 and r.name = ?3"
                    .formatted(kind.getSimpleName(), assignments))
            .setParameter(1, name.catalog())
            .setParameter(2, name.namespace())
            .setParameter(3, name.table());
    for (int i = 0; i < values.length; i++) {
      update.setParameter(4 + i, values[i]);
    }
    return update.executeUpdate() > 0;
  }

  private <R extends RelationEntity> TypedQuery<R> query(Class<R> kind, TableName name) {
    return entities
        .createQuery(
            "select r from %s r where r.catalog = ?1 and r.namespace = ?2 and r.name = ?3"
                .formatted(kind.getSimpleName()),
            kind)
        .setParameter(1, name.catalog())
        .setParameter(2, name.namespace())
        .setParameter(3, name.table());
  }
}
