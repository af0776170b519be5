package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitLog;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
@Transactional
class CommitRepository implements PanacheRepositoryBase<CommitEntity, CommitEntity.Id>, CommitLog {
  private static final String OF_TABLE =
      "select c from CommitEntity c where c.id.tableId = (select t.id from TableEntity t"
          + " where t.catalog = ?1 and t.namespace = ?2 and t.name = ?3)";

  @Override
  public List<Commit> after(TableName table, long after, int limit) {
    return find("tableName = ?1 and id.sequence > ?2 order by id.sequence", table.toString(), after)
        .page(Page.ofSize(limit))
        .stream()
        .map(CommitEntity::commit)
        .toList();
  }

  @Override
  public List<Commit> newest() {
    return find(
            "select c from CommitEntity c join TableEntity t on c.id.tableId = t.id"
                + " and c.id.sequence = t.sequence order by c.tableName")
        .stream()
        .map(CommitEntity::commit)
        .toList();
  }

  @Override
  public Optional<Commit> newest(TableName table) {
    return first(" order by c.id.sequence desc", table);
  }

  @Override
  public Optional<Commit> ofSnapshot(TableName table, long snapshotId) {
    return find(
            OF_TABLE + " and c.snapshotId = ?4 order by c.id.sequence desc",
            table.catalog(),
            table.namespace(),
            table.table(),
            snapshotId)
        .firstResultOptional()
        .map(CommitEntity::commit);
  }

  private Optional<Commit> first(String order, TableName table) {
    return find(OF_TABLE + order, table.catalog(), table.namespace(), table.table())
        .firstResultOptional()
        .map(CommitEntity::commit);
  }
}
