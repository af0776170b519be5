package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "access_grant")
class GrantEntity {
  @Embeddable
  record Id(String securable, String privilege, String principal) {
    static Id of(Grant grant) {
      return new Id(
          grant.securable().toString(), grant.privilege().toString(), grant.principal().toString());
    }
  }

  @EmbeddedId Id id;

  @Column(name = "granted_at")
  Instant grantedAt;

  @Column(name = "granted_by")
  String grantedBy;

  /** The owner as whom it was given, or null. */
  @Column(name = "as_owner")
  String asOwner;

  Grant grant() {
    return new Grant(
        Securable.parse(id.securable()),
        Privilege.parse(id.privilege()),
        Principal.parse(id.principal()),
        Grant.REST);
  }
}
