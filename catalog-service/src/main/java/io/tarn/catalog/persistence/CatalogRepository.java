package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tarn.catalog.domain.Catalogs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class CatalogRepository implements PanacheRepositoryBase<CatalogEntity, String>, Catalogs {
  @Override
  public Optional<String> location(String catalog) {
    return findByIdOptional(catalog).map(row -> row.location);
  }

  @Override
  public List<String> names() {
    return streamAll().map(row -> row.name).sorted().toList();
  }

  @Override
  public void createIfAbsent(String catalog, String location) {
    getEntityManager()
        .createNativeQuery(
            "INSERT INTO catalog (name, location) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
        .setParameter(1, catalog)
        .setParameter(2, location)
        .executeUpdate();
  }
}
