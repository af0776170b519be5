package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Particulars;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what is said of securables by themselves, of all or of some, and of which it changed. */
@ApplicationScoped
class ParticularsQuery {
  private static final String NAMED =
      """
      SELECT name, owner, unknown FROM (
        SELECT name, owner, false FROM catalog WHERE owner IS NOT NULL
        UNION ALL
        SELECT catalog || '.' || name, owner, false FROM namespace WHERE owner IS NOT NULL
        UNION ALL
        SELECT catalog || '.' || namespace || '.' || name, owner,
          kind = 'table' AND outside AND NOT traced AND classified_by IS NULL
        FROM relation WHERE owner IS NOT NULL OR outside) AS named (name, owner, unknown)""";

  private static final String CHANGES = "SELECT version, alone FROM rule_change WHERE version > ?1";

  private final EntityManager database;
  private final GrantRepository grants;

  ParticularsQuery(EntityManager database, GrantRepository grants) {
    this.database = database;
    this.grants = grants;
  }

  /** Of all of which something is said. */
  Collection<Particulars> all() {
    return together(Set.of(), Rows.of(query(NAMED)), grants.grants());
  }

  /** Of these, whether something is said of them or not. */
  Collection<Particulars> of(Set<Securable> these) {
    String[] names = these.stream().map(Securable::toString).toArray(String[]::new);
    Query named = query(NAMED + " WHERE name = ANY (CAST(?1 AS text[]))").setParameter(1, names);
    return together(these, Rows.of(named), grants.on(these));
  }

  /**
   * The securables of which alone something changed from one version to another; empty when more
   * may have changed, or it is no longer known.
   */
  Optional<Set<Securable>> changed(long from, long to) {
    List<Object[]> changes = Rows.of(query(CHANGES).setParameter(1, from)).toList();
    return changes.size() == to - from && changes.stream().allMatch(change -> change[1] != null)
        ? Optional.of(
            changes.stream()
                .flatMap(change -> Arrays.stream((String[]) change[1]))
                .map(Securable::parse)
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static Collection<Particulars> together(
      Set<Securable> at, Stream<Object[]> named, Map<Grant, Optional<Principal>> grants) {
    Map<Securable, Map<Grant, Optional<Principal>>> granted = new HashMap<>();
    grants.forEach(
        (grant, asOwner) ->
            granted.computeIfAbsent(grant.securable(), key -> new HashMap<>()).put(grant, asOwner));
    Map<Securable, Particulars> said = new HashMap<>();
    at.forEach(each -> said.put(each, Particulars.none(each)));
    granted.forEach(
        (each, given) -> said.put(each, new Particulars(each, Optional.empty(), given, false)));
    named.forEach(
        row -> {
          Securable each = Securable.parse((String) row[0]);
          said.put(
              each,
              new Particulars(
                  each,
                  Optional.ofNullable((String) row[1]).map(Principal::parse),
                  granted.getOrDefault(each, Map.of()),
                  (Boolean) row[2]));
        });
    return said.values();
  }

  private Query query(String sql) {
    return database.createNativeQuery(sql);
  }
}
