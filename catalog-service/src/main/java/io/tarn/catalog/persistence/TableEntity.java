package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.TablePointer;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;

@Entity
@DiscriminatorValue("table")
class TableEntity extends RelationEntity {
  long sequence;

  /** Where its files lie, without a slash at the end. */
  @Column(insertable = false, updatable = false)
  String location;

  /** Whether another engine made it or put rows into it. */
  boolean outside;

  /** Whether any commit or report told where its rows come from. */
  boolean traced;

  TablePointer pointer() {
    return new TablePointer(id, fullName(), uuid, metadataLocation, sequence);
  }
}
