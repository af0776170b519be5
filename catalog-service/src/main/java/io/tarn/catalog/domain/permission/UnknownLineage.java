package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tables that another engine wrote and of which nobody knows where their rows come from: they may
 * hold anything, so an inherited right to read does not reach them until somebody classifies them.
 *
 * @param tables each to the grants on it that reach it all the same: its owner's, and what the
 *     owner gave on this very table
 */
public record UnknownLineage(Map<Securable, Set<Grant>> tables) {
  public static final UnknownLineage NONE = new UnknownLineage(Map.of());

  public UnknownLineage {
    tables = Map.copyOf(tables);
  }

  /**
   * The tables with the grants that reach them.
   *
   * @param owners each table to its owner, if it has one
   * @param givers grants to who gave them, as far as it is known
   */
  public static UnknownLineage of(
      Map<Securable, Optional<Principal>> owners,
      Collection<Grant> grants,
      Map<Grant, Principal> givers) {
    Map<Securable, Set<Grant>> reaching = new HashMap<>();
    owners.keySet().forEach(table -> reaching.put(table, new HashSet<>()));
    for (Grant grant : grants) {
      Set<Grant> ofTable = reaching.get(grant.securable());
      if (ofTable != null && isOwners(grant, owners.get(grant.securable()), givers)) {
        ofTable.add(grant);
      }
    }
    return new UnknownLineage(reaching);
  }

  private static boolean isOwners(
      Grant grant, Optional<Principal> owner, Map<Grant, Principal> givers) {
    return grant.origin().equals(Grant.OWNER)
        || owner.filter(each -> each.equals(givers.get(grant))).isPresent();
  }

  /** Whether the grant, which would be a ground for the access, is none here. */
  boolean withholds(Access access, Grant grant) {
    return access.privilege() == Privilege.SELECT
        && tables.containsKey(access.securable())
        && !tables.get(access.securable()).contains(grant);
  }

  static String refusal(Grant withheld, Securable table) {
    return "%s via %s does not reach %s, whose lineage is unknown: it is its owner's alone until it is classified"
        .formatted(withheld, withheld.principal(), table);
  }
}
