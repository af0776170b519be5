package io.tarn.catalog.persistence;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "namespace")
class NamespaceEntity {
  @Embeddable
  record Key(String catalog, String name) {}

  @EmbeddedId Key key;

  /** Whose it is, or null. */
  String owner;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, String> properties;

  protected NamespaceEntity() {}

  NamespaceEntity(Key key, Map<String, String> properties) {
    this.key = key;
    this.properties = properties;
  }
}
