package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.ViewPointer;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;

@Entity
@DiscriminatorValue("view")
class ViewEntity extends RelationEntity {
  ViewPointer pointer() {
    return new ViewPointer(id, fullName(), metadataLocation);
  }
}
