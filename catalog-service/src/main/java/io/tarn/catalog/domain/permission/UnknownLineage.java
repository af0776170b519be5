package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;
import java.util.Collection;
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
    return new UnknownLineage(
        owners.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    table ->
                        grants.stream()
                            .filter(grant -> grant.securable().equals(table.getKey()))
                            .filter(
                                grant ->
                                    grant.origin().equals(Grant.OWNER)
                                        || table
                                            .getValue()
                                            .filter(owner -> owner.equals(givers.get(grant)))
                                            .isPresent())
                            .collect(Collectors.toSet()))));
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
