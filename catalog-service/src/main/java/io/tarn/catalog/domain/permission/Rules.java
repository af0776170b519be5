package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All rules at one moment: decides from memory, and never changes.
 *
 * @param version counts the changes of the rules
 * @param trusted services that see tables without filters and masks
 * @param owners whom to ask for a grant: the administrators, never an answer about one table, which
 *     would tell a stranger that it exists
 */
public record Rules(
    long version,
    Map<Securable, List<Grant>> grants,
    Restrictions restrictions,
    Set<Principal> trusted,
    List<Principal> owners) {
  private static final Comparator<Grant> MOST_PRECISE_FIRST =
      Comparator.comparing(Grant::privilege)
          .thenComparing(grant -> grant.principal().kind())
          .thenComparing(grant -> grant.principal().name());

  public Rules {
    grants = Map.copyOf(grants);
    trusted = Set.copyOf(trusted);
    owners = List.copyOf(owners);
  }

  /** Sorts grants by what they are about. */
  public static Map<Securable, List<Grant>> bySecurable(Collection<Grant> grants) {
    return grants.stream()
        .collect(
            Collectors.groupingBy(
                Grant::securable,
                Collectors.collectingAndThen(
                    Collectors.toList(), all -> all.stream().sorted(MOST_PRECISE_FIRST).toList())));
  }

  /** Decides about one access. */
  public Decision decide(Identity who, Access access) {
    Optional<Grant> ground = ground(who, access);
    if (ground.isEmpty()) {
      return Decision.refused(access, refusal(who, access));
    }
    String reason = "%s via %s".formatted(ground.get(), ground.get().principal());
    Optional<TableName> table = access.securable().table();
    if (table.isEmpty() || access.privilege() != Privilege.SELECT || trusts(who)) {
      return new Decision(access, true, reason, Optional.empty(), new TreeMap<>());
    }
    Viewer viewer = new Viewer(who, allows(who, Access.manage(access.securable())));
    return restrictions.apply(access, table.get(), viewer, reason);
  }

  public boolean allows(Identity who, Access access) {
    return ground(who, access).isPresent();
  }

  /** Whether the table's existence may be known: to those with any right to its data or rights. */
  public boolean sees(Identity who, TableName table) {
    Securable securable = Securable.of(table);
    return allows(who, new Access(securable, Privilege.SELECT))
        || allows(who, new Access(securable, Privilege.MODIFY))
        || allows(who, new Access(securable, Privilege.MANAGE));
  }

  /** Whether the caller is one of the services that enforce the rules for others. */
  public boolean trusts(Identity who) {
    return trusted.contains(who.self());
  }

  /** The grants that give somebody rights on the securable: those on it first, then inherited. */
  public List<Grant> effective(Identity who, Securable securable) {
    return securable
        .upwards()
        .flatMap(each -> grants.getOrDefault(each, List.of()).stream())
        .filter(grant -> who.all().contains(grant.principal()))
        .toList();
  }

  private Optional<Grant> ground(Identity who, Access access) {
    return effective(who, access.securable()).stream()
        .filter(grant -> grant.covers(access.privilege()))
        .findFirst();
  }

  private String refusal(Identity who, Access access) {
    return "nobody granted %s to %s; ask an owner (%s)"
        .formatted(
            access,
            who.all().stream()
                .sorted(Comparator.comparing(Principal::kind).thenComparing(Principal::name))
                .map(Principal::toString)
                .collect(Collectors.joining(" or ")),
            owners.stream().map(Principal::toString).collect(Collectors.joining(", ")));
  }
}
