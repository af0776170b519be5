package io.tarn.catalog.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A table's metadata file as it was when the table moved to it. */
@Entity
@Table(name = "metadata_copy")
class MetadataCopyEntity {
  /** That of the table. */
  @Id Long relation;

  String location;
  byte[] content;
}
