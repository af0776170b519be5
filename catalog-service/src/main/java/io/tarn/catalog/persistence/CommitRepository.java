package io.tarn.catalog.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitJournal;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
@Transactional
class CommitRepository
    implements PanacheRepositoryBase<CommitEntity, CommitEntity.Id>, CommitJournal {
  private static final String OF_TABLE =
      "select c from CommitEntity c where c.id.tableId = (select t.id from TableEntity t"
          + " where t.catalog = ?1 and t.namespace = ?2 and t.name = ?3)";

  private static final String AFTER = "tableName = ?1 and id.sequence > ?2 order by id.sequence";
  private static final String AFTER_OF_ONE =
      "tableName = ?1 and id.sequence > ?2 and tableUuid = ?3 order by id.sequence";

  /** Tables whose newest commit is in memory: the next one goes on from it. */
  private static final int REMEMBERED = 1000;

  /** By the table's id. Rows of the log never change once their transaction is over. */
  private final Cache<Long, Commit> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private final Event<Commit> committed;
  private final Event<CommitEntity> appended;

  /**
   * @param committed heard within the transaction of the commit
   * @param appended heard after it
   */
  CommitRepository(Event<Commit> committed, Event<CommitEntity> appended) {
    this.committed = committed;
    this.appended = appended;
  }

  @Transactional(TxType.SUPPORTS)
  void remember(@Observes(during = TransactionPhase.AFTER_SUCCESS) CommitEntity row) {
    remembered.put(row.id.tableId(), row.commit());
  }

  @Override
  public List<Commit> after(TableName table, Optional<UUID> one, long after, int limit) {
    return one
        .map(uuid -> find(AFTER_OF_ONE, table.toString(), after, uuid))
        .orElseGet(() -> find(AFTER, table.toString(), after))
        .page(Page.ofSize(limit))
        .stream()
        .map(CommitEntity::commit)
        .toList();
  }

  @Override
  public Optional<Commit> newest(TablePointer table) {
    return Optional.ofNullable(remembered.getIfPresent(table.id()))
        .filter(commit -> commit.event().sequence() == table.sequence())
        .or(
            () ->
                findByIdOptional(new CommitEntity.Id(table.id(), table.sequence()))
                    .map(CommitEntity::commit));
  }

  @Override
  public void append(TablePointer table, Commit commit) {
    CommitEntity row = CommitEntity.of(table.id(), commit);
    persist(row);
    committed.fire(commit);
    appended.fire(row);
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
  public Map<TableName, Instant> acceptedUpTo() {
    return getEntityManager()
        .createQuery(
            "select c.tableName, c.acceptedUpTo from CommitEntity c join TableEntity t"
                + " on c.id.tableId = t.id and c.id.sequence = t.sequence"
                + " where c.acceptedUpTo is not null",
            Object[].class)
        .getResultStream()
        .collect(
            Collectors.toMap(row -> TableName.parse((String) row[0]), row -> (Instant) row[1]));
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
