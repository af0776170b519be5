package io.tarn.catalog.persistence;

import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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
    return entities
        .createQuery(
            "select r from %s r where r.catalog = ?1 and r.namespace = ?2 and r.name = ?3"
                .formatted(kind.getSimpleName()),
            kind)
        .setParameter(1, name.catalog())
        .setParameter(2, name.namespace())
        .setParameter(3, name.table())
        .getResultStream()
        .findFirst();
  }
}
