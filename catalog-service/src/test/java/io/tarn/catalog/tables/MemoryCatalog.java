package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitJournal;
import io.tarn.catalog.domain.MetadataCopies;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.StoredTable;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.Writing;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.RequestKey;
import io.tarn.catalog.domain.idempotency.RequestKeys;
import io.tarn.catalog.domain.lineage.ColumnHistory;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.catalog.domain.storage.StagedTables;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The database in memory: what a transaction did is undone when it fails. */
final class MemoryCatalog
    implements Catalogs,
        TablePointers,
        MetadataCopies,
        CommitJournal,
        Outbox,
        RequestKeys,
        ColumnHistory,
        StagedTables,
        Transactions {
  private final List<Writing> writings = new ArrayList<>();
  private final Map<String, byte[]> copies = new HashMap<>();
  Map<TableName, TablePointer> pointers = new HashMap<>();
  List<Commit> commits = new ArrayList<>();
  List<OutboxEvent> events = new ArrayList<>();
  Set<RequestKey> done = new HashSet<>();

  /** Runs once, before the next transaction: somebody else who is faster. */
  Runnable intruder = () -> {};

  /** The database goes away with the next commit. */
  enum Failure {
    NONE,
    ANSWER_LOST_AFTER_COMMIT,
    ANSWER_LOST_BEFORE_COMMIT
  }

  Failure failure = Failure.NONE;

  /** What was staged, by everybody. */
  Map<TableName, String> staged = new HashMap<>();

  @Override
  public void add(TableName table, String location, Principal by) {
    staged.put(table, location);
  }

  @Override
  public List<String> locations(TableName table, Principal by) {
    return Optional.ofNullable(staged.get(table)).stream().toList();
  }

  @Override
  public Optional<TableName> at(List<String> locations, Principal by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean claim(Author author) {
    return author.key().map(done::add).orElse(true);
  }

  @Override
  public Optional<Outcome> outcome(Author author) {
    return author.key().filter(done::contains).map(key -> new Outcome.Done());
  }

  @Override
  public boolean refuse(Author author, String error) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T run(Supplier<T> work) {
    Runnable faster = intruder;
    intruder = () -> {};
    faster.run();
    Map<TableName, TablePointer> pointersBefore = new HashMap<>(pointers);
    List<Commit> commitsBefore = new ArrayList<>(commits);
    List<OutboxEvent> eventsBefore = new ArrayList<>(events);
    Set<RequestKey> doneBefore = new HashSet<>(done);
    try {
      T result = work.get();
      if (failure == Failure.NONE) {
        return result;
      }
    } catch (RuntimeException refused) {
      pointers = pointersBefore;
      commits = commitsBefore;
      events = eventsBefore;
      done = doneBefore;
      throw refused;
    }
    if (failure == Failure.ANSWER_LOST_BEFORE_COMMIT) {
      pointers = pointersBefore;
      commits = commitsBefore;
      events = eventsBefore;
      done = doneBefore;
    }
    throw new OutcomeUnknownException(new IllegalStateException("connection lost"));
  }

  @Override
  public Optional<TablePointer> find(TableName name) {
    return Optional.ofNullable(pointers.get(name));
  }

  @Override
  public Optional<TablePointer> lock(TableName name) {
    return find(name);
  }

  @Override
  public Optional<byte[]> find(TablePointer table) {
    return Optional.ofNullable(copies.get(table.metadataLocation()));
  }

  @Override
  public Optional<StoredTable> stored(TableName name) {
    return find(name).map(pointer -> new StoredTable(pointer, find(pointer)));
  }

  @Override
  public void keep(TableName table, String location, byte[] content) {
    copies.put(location, content);
  }

  @Override
  public Optional<TablePointer> insert(
      TableName name, UUID uuid, String metadataLocation, Principal by) {
    if (pointers.containsKey(name)) {
      return Optional.empty();
    }
    TablePointer made = new TablePointer(pointers.size() + 1L, name, uuid, metadataLocation, 0);
    pointers.put(name, made);
    return Optional.of(made);
  }

  @Override
  public void move(TablePointer locked, String metadataLocation, long sequence, Writing writing) {
    writings.add(writing);
    pointers.put(
        locked.name(),
        new TablePointer(locked.id(), locked.name(), locked.uuid(), metadataLocation, sequence));
  }

  @Override
  public void alias(TablePointer table, Set<Derivation> names) {
    if (!names.isEmpty()) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public void restore(TablePointer table, Set<Long> snapshots) {
    // Lineage is kept by the database alone.
  }

  @Override
  public void expire(TablePointer table, Set<Long> remaining) {
    throw new UnsupportedOperationException();
  }

  /** What was told of the writers, oldest first. */
  List<Writing> writings() {
    return writings;
  }

  @Override
  public Optional<Commit> newest(TablePointer table) {
    return newest(table.name());
  }

  @Override
  public Optional<Commit> newest(TableName table) {
    return commits.reversed().stream()
        .filter(commit -> commit.event().table().equals(table))
        .findFirst();
  }

  @Override
  public void append(TablePointer table, Commit commit) {
    commits.add(commit);
  }

  @Override
  public void append(OutboxEvent event) {
    events.add(event);
  }

  @Override
  public Optional<Commit> ofSnapshot(TableName table, long snapshotId) {
    return commits.reversed().stream()
        .filter(commit -> commit.event().table().equals(table))
        .filter(commit -> commit.event().snapshotId() == snapshotId)
        .findFirst();
  }

  @Override
  public Optional<String> location(String catalog) {
    return Optional.of("s3://lakehouse/" + catalog);
  }

  @Override
  public List<Commit> newest() {
    return List.copyOf(commits);
  }

  @Override
  public List<Commit> after(TableName table, Optional<UUID> one, long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<TableName, Instant> acceptedUpTo() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<TableName> list() {
    return List.copyOf(pointers.keySet());
  }

  @Override
  public List<TableName> list(String catalog, String namespace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean rename(TablePointer locked, TableName name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(TablePointer locked) {
    pointers.remove(locked.name());
  }

  @Override
  public Optional<TablePointer> at(List<String> locations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean anyUnder(String location) {
    return false;
  }

  @Override
  public List<String> names() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createIfAbsent(String catalog, String location) {
    throw new UnsupportedOperationException();
  }
}
