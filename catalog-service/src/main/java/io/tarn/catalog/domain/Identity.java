package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import io.tarn.model.manifest.PolicySql;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who asks.
 *
 * @param all the principal itself and the groups it is in
 */
public record Identity(Principal self, Set<Principal> all) {
  public Identity {
    if (!all.contains(self)) {
      throw new IllegalArgumentException("an identity includes the principal itself");
    }
    all = Set.copyOf(all);
  }

  /** Somebody, as a member of these groups. */
  public static Identity of(Principal self, Collection<Principal> groups) {
    return new Identity(
        self, Stream.concat(Stream.of(self), groups.stream()).collect(Collectors.toSet()));
  }

  /** Whether the caller is among them, himself or by a group. */
  public boolean isOneOf(Set<Principal> principals) {
    return all.stream().anyMatch(principals::contains);
  }

  /** The SQL of a policy, as it holds for the caller. */
  public String read(PolicySql sql) {
    return sql.readBy(username(), this::isMember);
  }

  /** As tokens have it, so that no service is called like a user. */
  private String username() {
    return self.kind() == Principal.Kind.SERVICE ? "service-account-" + self.name() : self.name();
  }

  private boolean isMember(String group) {
    return all.stream()
        .anyMatch(each -> each.kind() == Principal.Kind.GROUP && each.name().equals(group));
  }

  /** The groups, by name. */
  public List<Principal> groups() {
    return all.stream()
        .filter(each -> !each.equals(self))
        .sorted(Comparator.comparing(Principal::name))
        .toList();
  }
}
