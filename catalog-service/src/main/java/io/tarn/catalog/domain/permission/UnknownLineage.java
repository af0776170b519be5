package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that another engine wrote and of which nobody knows where their rows come from: they may
 * hold anything, so an inherited right to read does not reach them until somebody classifies them.
 *
 * @param tables each to the grants on it that reach it all the same: its owner's, and what the
 *     owner gave on this very table
 * @param declared what a manifest declares, which is known therefore
 * @param givers grants of policies to who applied them
 */
public record UnknownLineage(
    PerSecurable<Set<Grant>> tables, Set<Securable> declared, Map<Grant, Principal> givers) {
  public static final UnknownLineage NONE = besides(Set.of(), Map.of());

  public UnknownLineage {
    declared = Set.copyOf(declared);
    givers = Map.copyOf(givers);
  }

  /** No table yet. */
  public static UnknownLineage besides(Set<Securable> declared, Map<Grant, Principal> givers) {
    return new UnknownLineage(PerSecurable.none(), declared, givers);
  }

  /**
   * The same but for these.
   *
   * @param grants all there are
   */
  UnknownLineage with(Collection<Particulars> said, PerSecurable<List<Grant>> grants) {
    Map<Securable, Optional<Set<Grant>>> changed = new HashMap<>();
    for (Particulars each : said) {
      Securable table = each.securable();
      changed.put(
          table,
          each.unknown() && !declared.contains(table)
              ? Optional.of(reaching(each, grants.of(table).orElse(List.of())))
              : Optional.empty());
    }
    return new UnknownLineage(tables.with(changed), declared, givers);
  }

  private Set<Grant> reaching(Particulars table, List<Grant> grants) {
    return grants.stream()
        .filter(
            grant ->
                grant.origin().equals(Grant.OWNER)
                    || giver(table, grant).filter(table::isOwnedBy).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Principal> giver(Particulars table, Grant grant) {
    return table.granted().getOrDefault(grant, Optional.ofNullable(givers.get(grant)));
  }

  /** Whether the grant, which would be a ground for the access, is none here. */
  boolean withholds(Access access, Grant grant) {
    return access.privilege() == Privilege.SELECT
        && tables.of(access.securable()).filter(reaching -> !reaching.contains(grant)).isPresent();
  }

  static String refusal(Grant withheld, Securable table) {
    return "%s via %s does not reach %s, whose lineage is unknown: it is its owner's alone until it is classified"
        .formatted(withheld, withheld.principal(), table);
  }
}
