package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.MetadataCopies;
import io.tarn.catalog.domain.TablePointer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class MetadataCopyRepository implements MetadataCopies {
  private static final String FIND =
      "SELECT content FROM metadata_copy WHERE relation = ?1 AND location = ?2";
  private static final String KEEP =
      """
      INSERT INTO metadata_copy (relation, location, content) VALUES (?1, ?2, ?3)
      ON CONFLICT (relation) DO UPDATE
      SET location = excluded.location, content = excluded.content""";

  private final EntityManager database;
  private final long largest;

  MetadataCopyRepository(EntityManager database, CatalogConfig config) {
    this.database = database;
    this.largest = config.copiedMetadata().asLongValue();
  }

  @Override
  public Optional<byte[]> find(TablePointer table) {
    List<?> copies =
        database
            .createNativeQuery(FIND)
            .setParameter(1, table.id())
            .setParameter(2, table.metadataLocation())
            .getResultList();
    return copies.stream().map(byte[].class::cast).findFirst();
  }

  @Override
  public void keep(TablePointer locked, String location, byte[] content) {
    if (content.length <= largest) {
      database
          .createNativeQuery(KEEP)
          .setParameter(1, locked.id())
          .setParameter(2, location)
          .setParameter(3, content)
          .executeUpdate();
    }
  }
}
