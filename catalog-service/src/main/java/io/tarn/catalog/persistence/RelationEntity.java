package io.tarn.catalog.persistence;

import io.tarn.model.TableName;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A table or a view: no two have the same name. */
@Entity
@Table(name = "relation")
@DiscriminatorColumn(name = "kind")
abstract class RelationEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String catalog;
  String namespace;
  String name;
  UUID uuid;

  @Column(name = "metadata_location")
  String metadataLocation;

  /** Whose it is, or null. */
  String owner;

  TableName fullName() {
    return new TableName(catalog, namespace, name);
  }

  void rename(TableName to) {
    catalog = to.catalog();
    namespace = to.namespace();
    name = to.table();
  }
}
