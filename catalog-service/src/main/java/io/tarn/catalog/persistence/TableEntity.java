package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.permission.Classification;
import io.tarn.model.Principal;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import java.time.Instant;

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

  /** Who told what it holds, or null. */
  @Column(name = "classified_by")
  String classifiedBy;

  @Column(name = "classified_at")
  Instant classifiedAt;

  boolean isClassified() {
    return classifiedBy != null;
  }

  Classification classification() {
    return new Classification(fullName(), Principal.parse(classifiedBy), classifiedAt);
  }

  TablePointer pointer() {
    return new TablePointer(id, fullName(), uuid, metadataLocation, sequence);
  }
}
