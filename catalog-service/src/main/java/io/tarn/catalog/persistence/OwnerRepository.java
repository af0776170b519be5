package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.permission.Classification;
import io.tarn.catalog.domain.permission.ClassificationStore;
import io.tarn.catalog.domain.permission.OwnerStore;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps owner and classification with the thing itself: they go where it goes, and end with it. */
@ApplicationScoped
@Transactional
class OwnerRepository implements OwnerStore, ClassificationStore {
  private static final String RELATION = "catalog || '.' || namespace || '.' || name";
  private static final List<String> GIVE =
      List.of(
          "UPDATE catalog SET owner = ?2 WHERE name = ?1",
          "UPDATE namespace SET owner = ?2 WHERE catalog || '.' || name = ?1",
          "UPDATE relation SET owner = ?2 WHERE " + RELATION + " = ?1");
  private static final String OWNERS =
      """
      SELECT name, owner FROM catalog WHERE owner IS NOT NULL
      UNION ALL SELECT catalog || '.' || name, owner FROM namespace WHERE owner IS NOT NULL
      UNION ALL SELECT %s, owner FROM relation WHERE owner IS NOT NULL"""
          .formatted(RELATION);
  private static final String UNKNOWN =
      "SELECT "
          + RELATION
          + ", owner FROM relation"
          + " WHERE kind = 'table' AND outside AND NOT traced AND classified_by IS NULL";
  private static final String MADE =
      "SELECT "
          + RELATION
          + ", classified_by, classified_at FROM relation"
          + " WHERE classified_by IS NOT NULL";
  private static final String CLASSIFY =
      "UPDATE relation SET classified_by = ?2, classified_at = now() WHERE kind = 'table' AND "
          + RELATION
          + " = ?1";
  private static final String WITHDRAW =
      "UPDATE relation SET classified_by = NULL, classified_at = NULL"
          + " WHERE classified_by IS NOT NULL AND "
          + RELATION
          + " = ?1";

  private final EntityManager database;

  OwnerRepository(EntityManager database) {
    this.database = database;
  }

  @Override
  public boolean give(Securable securable, Principal owner) {
    return GIVE.stream().anyMatch(sql -> set(sql, securable.toString(), owner));
  }

  @Override
  public List<Classification> made() {
    return rows(MADE)
        .map(
            row ->
                new Classification(
                    TableName.parse((String) row[0]),
                    Principal.parse((String) row[1]),
                    (Instant) row[2]))
        .toList();
  }

  @Override
  public boolean classify(TableName table, Principal by) {
    return set(CLASSIFY, table.toString(), by);
  }

  @Override
  public boolean withdraw(TableName table) {
    return database.createNativeQuery(WITHDRAW).setParameter(1, table.toString()).executeUpdate()
        > 0;
  }

  /** Whatever has an owner, with the owner. */
  Map<Securable, Principal> owners() {
    Map<Securable, Principal> owners = new HashMap<>();
    rows(OWNERS)
        .forEach(
            row -> owners.put(Securable.parse((String) row[0]), Principal.parse((String) row[1])));
    return owners;
  }

  /** Tables of which neither a commit nor a report nor anybody told what they hold. */
  Map<Securable, Optional<Principal>> unknown() {
    Map<Securable, Optional<Principal>> unknown = new HashMap<>();
    rows(UNKNOWN)
        .forEach(
            row ->
                unknown.put(
                    Securable.parse((String) row[0]),
                    Optional.ofNullable((String) row[1]).map(Principal::parse)));
    return unknown;
  }

  private boolean set(String sql, String name, Principal principal) {
    return database
            .createNativeQuery(sql)
            .setParameter(1, name)
            .setParameter(2, principal.toString())
            .executeUpdate()
        > 0;
  }

  private Stream<Object[]> rows(String sql) {
    return ((List<?>) database.createNativeQuery(sql, Object[].class).getResultList())
        .stream().map(Object[].class::cast);
  }
}
