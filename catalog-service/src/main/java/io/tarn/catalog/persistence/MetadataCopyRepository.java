package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.MetadataCopies;
import io.tarn.catalog.domain.StoredTable;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class MetadataCopyRepository implements PanacheRepository<MetadataCopyEntity>, MetadataCopies {
  private static final String FIND =
      """
      select t.id, t.uuid, t.metadataLocation, t.sequence, c.content
      from TableEntity t left join MetadataCopyEntity c
        on c.relation = t.id and c.location = t.metadataLocation
      where t.catalog = ?1 and t.namespace = ?2 and t.name = ?3""";
  private static final String KEEP =
      """
      INSERT INTO metadata_copy (relation, location, content)
      SELECT id, metadata_location, ?5 FROM relation
      WHERE kind = 'table' AND catalog = ?1 AND namespace = ?2 AND name = ?3 AND metadata_location = ?4
      ON CONFLICT (relation) DO UPDATE
      SET location = excluded.location, content = excluded.content""";

  private final long largest;

  MetadataCopyRepository(CatalogConfig config) {
    this.largest = config.copiedMetadata().asLongValue();
  }

  /** One statement, and no transaction around it: that would be another round trip. */
  @Override
  public Optional<StoredTable> stored(TableName name) {
    return getEntityManager()
        .createQuery(FIND, Tuple.class)
        .setParameter(1, name.catalog())
        .setParameter(2, name.namespace())
        .setParameter(3, name.table())
        .getResultStream()
        .map(row -> table(name, row))
        .findFirst();
  }

  @Override
  @Transactional
  public Optional<byte[]> find(TablePointer table) {
    return find("relation = ?1 and location = ?2", table.id(), table.metadataLocation())
        .firstResultOptional()
        .map(copy -> copy.content);
  }

  @Override
  @Transactional
  public void keep(TableName table, String location, byte[] content) {
    if (content.length <= largest) {
      getEntityManager()
          .createNativeQuery(KEEP)
          .setParameter(1, table.catalog())
          .setParameter(2, table.namespace())
          .setParameter(3, table.table())
          .setParameter(4, location)
          .setParameter(5, content)
          .executeUpdate();
    }
  }

  private static StoredTable table(TableName name, Tuple row) {
    return new StoredTable(
        new TablePointer(
            row.get(0, Long.class),
            name,
            row.get(1, UUID.class),
            row.get(2, String.class),
            row.get(3, Long.class)),
        Optional.ofNullable(row.get(4, byte[].class)));
  }
}
