package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rules at one moment: decides from memory, and never changes.
 *
 * @param version counts the changes of the rules
 * @param unknown tables that inherited rights to read do not reach
 * @param trusted services that see tables without filters and masks
 * @param owners whom to ask for a grant: the administrators, never an answer about one table, which
 *     would tell a stranger that it exists
 */
public record Rules(
    long version,
    PerSecurable<List<Grant>> grants,
    Restrictions restrictions,
    UnknownLineage unknown,
    Set<Principal> trusted,
    List<Principal> owners) {
  private static final Comparator<Grant> MOST_PRECISE_FIRST =
      Comparator.comparing(Grant::privilege)
          .thenComparing(grant -> grant.principal().kind())
          .thenComparing(grant -> grant.principal().name())
          .thenComparing(Grant::origin);

  public Rules {
    trusted = Set.copyOf(trusted);
    owners = List.copyOf(owners);
  }

  /** Sorts grants by what they are about. */
  public static PerSecurable<List<Grant>> bySecurable(Collection<Grant> grants) {
    return PerSecurable.<List<Grant>>none()
        .with(
            grants.stream()
                .collect(
                    Collectors.groupingBy(
                        Grant::securable,
                        Collectors.collectingAndThen(
                            Collectors.toList(), all -> sorted(all.stream())))));
  }

  /** Later rules, which differ in nothing but what is said of these. */
  public Rules with(long later, Collection<Particulars> said) {
    Map<Securable, Optional<List<Grant>>> changed = new HashMap<>();
    for (Particulars each : said) {
      Stream<Grant> elsewhere =
          on(each.securable()).stream().filter(grant -> !Particulars.isSaidHere(grant));
      changed.put(each.securable(), sorted(Stream.concat(elsewhere, each.grants())));
    }
    PerSecurable<List<Grant>> all = grants.with(changed);
    return new Rules(later, all, restrictions, unknown.with(said, all), trusted, owners);
  }

  /** The grants on the securable itself. */
  public List<Grant> on(Securable securable) {
    return grants.of(securable).orElse(List.of());
  }

  private static Optional<List<Grant>> sorted(Stream<Grant> grants) {
    return Optional.of(grants.sorted(MOST_PRECISE_FIRST).toList()).filter(all -> !all.isEmpty());
  }

  /** Decides about one access. */
  public Decision decide(Identity who, Access access) {
    List<Access> missing = missing(who, access);
    if (!missing.isEmpty()) {
      return Decision.refused(access, refusal(who, access, missing));
    }
    Grant ground = ground(who, access).orElseThrow();
    String reason = "%s via %s".formatted(ground, ground.principal());
    Optional<TableName> table = access.securable().table();
    if (table.isEmpty() || access.privilege() != Privilege.SELECT || trusts(who)) {
      return new Decision(access, true, reason, Optional.empty(), new TreeMap<>());
    }
    Viewer viewer = new Viewer(who, allows(who, Access.manage(access.securable())));
    return restrictions.apply(access, table.get(), viewer, reason);
  }

  public boolean allows(Identity who, Access access) {
    return missing(who, access).isEmpty();
  }

  /**
   * Of what the access needs, that which nobody granted; empty when it is allowed. Whether a table
   * withholds itself counts last: it is not told to whoever may not use what the table is in.
   */
  public List<Access> missing(Identity who, Access access) {
    List<Access> ungranted =
        access.needed().stream()
            .filter(needed -> covering(who, needed).findAny().isEmpty())
            .toList();
    return ungranted.isEmpty() && ground(who, access).isEmpty() ? List.of(access) : ungranted;
  }

  /** Whether the table's existence, its columns and their tags may be known. */
  public boolean sees(Identity who, TableName table) {
    return seesFigures(who, table)
        || any(who, Securable.of(table), Privilege.BROWSE, Privilege.EXECUTE);
  }

  /** Whether its counts of rows and files, its commits and runs may be known too. */
  public boolean seesFigures(Identity who, TableName table) {
    return any(who, Securable.of(table), Privilege.SELECT, Privilege.MODIFY, Privilege.MANAGE);
  }

  /** The same of every table in a namespace, whatever was granted on one alone. */
  public boolean seesAllFigures(Identity who, Securable namespace) {
    return any(who, namespace.anythingIn(), Privilege.SELECT, Privilege.MODIFY, Privilege.MANAGE);
  }

  /** Whether the namespace's existence may be known, whatever it holds. */
  public boolean seesNamespace(Identity who, Securable namespace) {
    return any(
            who,
            namespace,
            Privilege.BROWSE,
            Privilege.CREATE_TABLE,
            Privilege.CREATE_NAMESPACE,
            Privilege.MANAGE)
        || any(who, namespace.anythingIn(), Privilege.SELECT, Privilege.MODIFY, Privilege.EXECUTE);
  }

  /** Whether the caller is one of the services that enforce the rules for others. */
  public boolean trusts(Identity who) {
    return trusted.contains(who.self());
  }

  /** The grants that give somebody rights on the securable: those on it first, then inherited. */
  public List<Grant> effective(Identity who, Securable securable) {
    Access read = new Access(securable, Privilege.SELECT);
    return inherited(who, securable)
        .filter(grant -> grant.privilege() != Privilege.SELECT || reaches(who, read, grant))
        .toList();
  }

  /** Who owns the securable, if somebody does. */
  public Optional<Principal> owner(Securable securable) {
    return on(securable).stream()
        .filter(grant -> grant.origin().equals(Grant.OWNER))
        .map(Grant::principal)
        .findFirst();
  }

  private boolean any(Identity who, Securable securable, Privilege... privileges) {
    return Arrays.stream(privileges)
        .anyMatch(privilege -> allows(who, new Access(securable, privilege)));
  }

  private Stream<Grant> inherited(Identity who, Securable securable) {
    return securable
        .upwards()
        .flatMap(each -> on(each).stream())
        .filter(grant -> who.all().contains(grant.principal()));
  }

  private Stream<Grant> covering(Identity who, Access access) {
    return inherited(who, access.securable()).filter(grant -> grant.covers(access.privilege()));
  }

  private Optional<Grant> ground(Identity who, Access access) {
    return covering(who, access).filter(grant -> reaches(who, access, grant)).findFirst();
  }

  /** What may hold anything is not read because of what was granted on all around it. */
  private boolean reaches(Identity who, Access access, Grant grant) {
    return !unknown.withholds(access, grant) || trusts(who) || managesAll(who);
  }

  private boolean managesAll(Identity who) {
    return allows(who, Access.manage(Securable.METASTORE));
  }

  private String refusal(Identity who, Access access, List<Access> missing) {
    return "%s; ask an owner (%s)"
        .formatted(
            covering(who, access)
                .findFirst()
                .filter(withheld -> missing.contains(access))
                .map(withheld -> UnknownLineage.refusal(withheld, access.securable()))
                .orElseGet(() -> ungranted(who, missing)),
            owners.stream().map(Principal::toString).collect(Collectors.joining(", ")));
  }

  private static String ungranted(Identity who, List<Access> missing) {
    return "nobody granted %s to %s"
        .formatted(
            missing.stream().map(Access::toString).collect(Collectors.joining(" and ")),
            who.all().stream()
                .sorted(Comparator.comparing(Principal::kind).thenComparing(Principal::name))
                .map(Principal::toString)
                .collect(Collectors.joining(" or ")));
  }
}
