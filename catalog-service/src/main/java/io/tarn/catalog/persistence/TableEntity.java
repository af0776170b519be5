package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.TablePointer;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;

@Entity
@DiscriminatorValue("table")
class TableEntity extends RelationEntity {
  long sequence;

  TablePointer pointer() {
    return new TablePointer(id, fullName(), uuid, metadataLocation, sequence);
  }
}
