package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.TableRenamed;
import io.tarn.catalog.domain.Writing;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
@Transactional
class TableRepository implements PanacheRepository<TableEntity>, TablePointers {
  private static final String INSERT =
      """
      INSERT INTO relation (kind, catalog, namespace, name, uuid, metadata_location, location, owner,
                            sequence)
      VALUES ('table', ?1, ?2, ?3, ?4, ?5, regexp_replace(?5, '/metadata/[^/]*$', ''), ?7,
              (SELECT coalesce(max(sequence), 0) FROM table_commit WHERE table_name = ?6))
      ON CONFLICT DO NOTHING""";

  private final RelationNames names;
  private final Event<TableRenamed> renamed;
  private final Makers makers;
  private final PolicyVersion rules;
  private final DropRules drops;

  TableRepository(
      RelationNames names,
      Event<TableRenamed> renamed,
      Makers makers,
      PolicyVersion rules,
      DropRules drops) {
    this.names = names;
    this.renamed = renamed;
    this.makers = makers;
    this.rules = rules;
    this.drops = drops;
  }

  @Override
  public Optional<TablePointer> find(TableName name) {
    return names.find(TableEntity.class, name).map(TableEntity::pointer);
  }

  @Override
  public List<TableName> list() {
    return find("order by catalog, namespace, name").stream().map(TableEntity::fullName).toList();
  }

  @Override
  public List<TableName> list(String catalog, String namespace) {
    return find("catalog = ?1 and namespace = ?2 order by name", catalog, namespace).stream()
        .map(TableEntity::fullName)
        .toList();
  }

  @Override
  public Optional<TablePointer> lock(TableName name) {
    return names.lock(TableEntity.class, name).map(TableEntity::pointer);
  }

  @Override
  public Optional<TablePointer> insert(
      TableName name, UUID uuid, String metadataLocation, Principal by) {
    int inserted =
        getEntityManager()
            .createNativeQuery(INSERT)
            .setParameter(1, name.catalog())
            .setParameter(2, name.namespace())
            .setParameter(3, name.table())
            .setParameter(4, uuid)
            .setParameter(5, metadataLocation)
            .setParameter(6, name.toString())
            .setParameter(7, makers.owner(by))
            .executeUpdate();
    getEntityManager()
        .createNativeQuery("DELETE FROM staged_table WHERE starts_with(?1, location || '/')")
        .setParameter(1, metadataLocation)
        .executeUpdate();
    return inserted == 0 ? Optional.empty() : find(name);
  }

  /**
   * The rules change when another engine is the first to write the table, and when it is traced.
   */
  @Override
  public void move(TablePointer locked, String metadataLocation, long sequence, Writing writing) {
    TableEntity row = findById(locked.id());
    row.metadataLocation = metadataLocation;
    row.sequence = sequence;
    boolean outside = row.outside || writing.writers().stream().anyMatch(makers::isOutside);
    boolean traced = row.traced || writing.traced();
    boolean changesRules = outside && (!row.outside || traced != row.traced);
    row.outside = outside;
    row.traced = traced;
    if (changesRules) {
      rules.next(List.of(Securable.of(locked.name())));
    }
  }

  @Override
  public boolean rename(TablePointer locked, TableName name) {
    if (names.taken(name)) {
      return false;
    }
    TableEntity row = findById(locked.id());
    row.rename(name);
    row.sequence = Math.max(row.sequence, newestSequence(name));
    renamed.fire(new TableRenamed(locked.name(), name));
    return true;
  }

  @Override
  public void delete(TablePointer locked) {
    TableEntity row = findById(locked.id());
    delete(row);
    drops.dropped(Securable.of(locked.name()), row.owner != null || row.outside);
  }

  @Override
  public Optional<TablePointer> at(List<String> locations) {
    return find("location in ?1", locations).firstResultOptional().map(TableEntity::pointer);
  }

  @Override
  public boolean anyUnder(String location) {
    return count("locate(?1, metadataLocation) = 1", location) > 0;
  }

  private long newestSequence(TableName name) {
    return getEntityManager()
        .createQuery(
            "select coalesce(max(c.id.sequence), 0) from CommitEntity c where c.tableName = ?1",
            Long.class)
        .setParameter(1, name.toString())
        .getSingleResult();
  }
}
