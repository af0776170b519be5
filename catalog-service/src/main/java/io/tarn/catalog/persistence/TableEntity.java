package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.model.TableName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "iceberg_table")
class TableEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String catalog;
  String namespace;
  String name;
  UUID uuid;

  @Column(name = "metadata_location")
  String metadataLocation;

  long sequence;

  TablePointer pointer() {
    return new TablePointer(
        id, new TableName(catalog, namespace, name), uuid, metadataLocation, sequence);
  }
}
