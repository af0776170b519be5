package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.manifest.ExistingTables;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@ApplicationScoped
@Transactional
class ExistingTablesQuery implements ExistingTables {
  private final EntityManager database;

  ExistingTablesQuery(EntityManager database) {
    this.database = database;
  }

  @Override
  public Set<TableName> names() {
    return database
        .createQuery("from TableEntity", TableEntity.class)
        .getResultStream()
        .flatMap(ExistingTablesQuery::name)
        .collect(Collectors.toSet());
  }

  /** Other engines may give names that no manifest can refer to. */
  private static Stream<TableName> name(TableEntity table) {
    try {
      return Stream.of(new TableName(table.catalog, table.namespace, table.name));
    } catch (IllegalArgumentException foreign) {
      return Stream.empty();
    }
  }
}
