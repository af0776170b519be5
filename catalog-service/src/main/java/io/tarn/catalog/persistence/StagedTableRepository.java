package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.storage.StagedTables;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class StagedTableRepository implements StagedTables {
  private final EntityManager database;
  private final CatalogConfig config;

  StagedTableRepository(EntityManager database, CatalogConfig config) {
    this.database = database;
    this.config = config;
  }

  @Override
  public void add(TableName table, String location, Principal by) {
    database
        .createNativeQuery("DELETE FROM staged_table WHERE staged_at < ?1")
        .setParameter(1, oldest())
        .executeUpdate();
    database
        .createNativeQuery(
            "INSERT INTO staged_table (location, table_name, principal) VALUES (?1, ?2, ?3)")
        .setParameter(1, location)
        .setParameter(2, table.toString())
        .setParameter(3, by.toString())
        .executeUpdate();
  }

  @Override
  public Optional<TableName> at(List<String> locations, Principal by) {
    List<?> names =
        database
            .createNativeQuery(
                "SELECT table_name FROM staged_table"
                    + " WHERE location IN ?1 AND principal = ?2 AND staged_at >= ?3")
            .setParameter(1, locations)
            .setParameter(2, by.toString())
            .setParameter(3, oldest())
            .getResultList();
    return names.stream().map(name -> TableName.parse((String) name)).findFirst();
  }

  @Override
  public List<String> locations(TableName table, Principal by) {
    List<?> locations =
        database
            .createNativeQuery(
                "SELECT location FROM staged_table"
                    + " WHERE table_name = ?1 AND principal = ?2 AND staged_at >= ?3"
                    + " ORDER BY staged_at DESC")
            .setParameter(1, table.toString())
            .setParameter(2, by.toString())
            .setParameter(3, oldest())
            .getResultList();
    return locations.stream().map(String.class::cast).toList();
  }

  private Instant oldest() {
    return Instant.now().minus(config.staging());
  }
}
