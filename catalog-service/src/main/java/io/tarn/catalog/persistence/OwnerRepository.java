package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.permission.Classification;
import io.tarn.catalog.domain.permission.ClassificationStore;
import io.tarn.catalog.domain.permission.OwnerStore;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Keeps owner and classification with the thing itself: they go where it goes, and end with it. */
@ApplicationScoped
@Transactional
class OwnerRepository implements OwnerStore, ClassificationStore {
  private static final List<String> GIVE =
      List.of(
          "UPDATE catalog SET owner = ?2 WHERE name = ?1",
          "UPDATE namespace SET owner = ?2 WHERE catalog = split_part(?1, '.', 1)"
              + " AND name = substr(?1, strpos(?1, '.') + 1)");

  private final EntityManager database;
  private final RelationNames names;

  OwnerRepository(EntityManager database, RelationNames names) {
    this.database = database;
    this.names = names;
  }

  @Override
  public boolean give(Securable securable, Principal owner) {
    return GIVE.stream().anyMatch(sql -> give(sql, securable, owner))
        || securable
            .table()
            .filter(name -> names.set(RelationEntity.class, name, "owner = ?4", owner.toString()))
            .isPresent();
  }

  @Override
  public List<Classification> made() {
    return database
        .createQuery(
            "select t from TableEntity t where t.classifiedBy is not null", TableEntity.class)
        .getResultStream()
        .map(TableEntity::classification)
        .toList();
  }

  @Override
  public boolean classify(TableName table, Principal by) {
    return classify(table, by.toString(), Instant.now());
  }

  @Override
  public boolean withdraw(TableName table) {
    return names.find(TableEntity.class, table).filter(TableEntity::isClassified).isPresent()
        && classify(table, null, null);
  }

  private boolean classify(TableName table, String by, Instant at) {
    return names.set(TableEntity.class, table, "classifiedBy = ?4, classifiedAt = ?5", by, at);
  }

  private boolean give(String sql, Securable securable, Principal owner) {
    return database
            .createNativeQuery(sql)
            .setParameter(1, securable.toString())
            .setParameter(2, owner.toString())
            .executeUpdate()
        > 0;
  }
}
