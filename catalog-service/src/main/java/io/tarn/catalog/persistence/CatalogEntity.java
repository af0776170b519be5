package io.tarn.catalog.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "catalog")
class CatalogEntity {
  @Id String name;

  @Column(nullable = false)
  String location;

  protected CatalogEntity() {}

  CatalogEntity(String name, String location) {
    this.name = name;
    this.location = location;
  }
}
