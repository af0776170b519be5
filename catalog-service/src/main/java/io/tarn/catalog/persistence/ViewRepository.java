package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.tarn.catalog.domain.TableRenamed;
import io.tarn.catalog.domain.ViewPointer;
import io.tarn.catalog.domain.ViewPointers;
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
class ViewRepository implements PanacheRepository<ViewEntity>, ViewPointers {
  private static final String INSERT =
      """
      INSERT INTO relation (kind, catalog, namespace, name, uuid, metadata_location, owner)
      VALUES ('view', ?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT DO NOTHING""";

  private final RelationNames names;
  private final Event<TableRenamed> renamed;
  private final Makers makers;
  private final PolicyVersion rules;
  private final DropRules drops;

  ViewRepository(
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
  public Optional<ViewPointer> find(TableName name) {
    return names.find(ViewEntity.class, name).map(ViewEntity::pointer);
  }

  @Override
  public List<TableName> list(String catalog, String namespace) {
    return find("catalog = ?1 and namespace = ?2 order by name", catalog, namespace).stream()
        .map(ViewEntity::fullName)
        .toList();
  }

  @Override
  public Optional<ViewPointer> lock(TableName name) {
    return names.lock(ViewEntity.class, name).map(ViewEntity::pointer);
  }

  @Override
  public boolean insert(TableName name, UUID uuid, String metadataLocation, Principal by) {
    String owner = makers.owner(by);
    boolean inserted =
        getEntityManager()
                .createNativeQuery(INSERT)
                .setParameter(1, name.catalog())
                .setParameter(2, name.namespace())
                .setParameter(3, name.table())
                .setParameter(4, uuid)
                .setParameter(5, metadataLocation)
                .setParameter(6, owner)
                .executeUpdate()
            == 1;
    if (inserted && owner != null) {
      rules.next(List.of(Securable.of(name)));
    }
    return inserted;
  }

  @Override
  public void move(ViewPointer locked, String metadataLocation) {
    findById(locked.id()).metadataLocation = metadataLocation;
  }

  @Override
  public boolean rename(ViewPointer locked, TableName name) {
    if (names.taken(name)) {
      return false;
    }
    findById(locked.id()).rename(name);
    renamed.fire(new TableRenamed(locked.name(), name));
    return true;
  }

  @Override
  public void delete(ViewPointer locked) {
    ViewEntity row = findById(locked.id());
    delete(row);
    drops.dropped(Securable.of(locked.name()), row.owner != null);
  }
}
