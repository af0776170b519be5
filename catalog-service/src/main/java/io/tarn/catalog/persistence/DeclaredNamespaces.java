package io.tarn.catalog.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

@ApplicationScoped
class DeclaredNamespaces {
  private final EntityManager database;

  DeclaredNamespaces(EntityManager database) {
    this.database = database;
  }

  void create(String catalog, String name) {
    database
        .createNativeQuery(
            "INSERT INTO namespace (catalog, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
        .setParameter(1, catalog)
        .setParameter(2, name)
        .executeUpdate();
  }
}
