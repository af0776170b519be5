package io.tarn.catalog.persistence;

import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** The names that tables and views share. */
@ApplicationScoped
class RelationNames {
  private final EntityManager entities;

  RelationNames(EntityManager entities) {
    this.entities = entities;
  }

  /** Whether there is a table or a view of that name. */
  boolean taken(TableName name) {
    return !entities
        .createQuery(
            "select r.id from RelationEntity r"
                + " where r.catalog = ?1 and r.namespace = ?2 and r.name = ?3",
            Long.class)
        .setParameter(1, name.catalog())
        .setParameter(2, name.namespace())
        .setParameter(3, name.table())
        .getResultList()
        .isEmpty();
  }
}
