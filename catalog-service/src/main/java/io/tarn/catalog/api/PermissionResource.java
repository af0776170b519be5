package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Memberships;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.Rules;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * What somebody may do, and why: always for oneself, for others where one has MANAGE. The rules are
 * asked, never the tables, so an answer does not tell whether a table exists.
 */
@Path("/api/v1/permissions")
public class PermissionResource {
  private final RuleBook book;
  private final Guard guard;
  private final CallerIdentity caller;
  private final Memberships memberships;

  PermissionResource(RuleBook book, Guard guard, CallerIdentity caller, Memberships memberships) {
    this.book = book;
    this.guard = guard;
    this.caller = caller;
    this.memberships = memberships;
  }

  /** A privilege, and the grant it comes from. */
  public record Effective(String privilege, String grantedOn, String grantedTo, String origin) {
    static Effective of(Grant grant) {
      return new Effective(
          grant.privilege().toString(),
          grant.securable().toString(),
          grant.principal().toString(),
          grant.origin());
    }
  }

  @GET
  public List<Effective> effective(
      @RestQuery String securable, @RestQuery String principal, @RestQuery List<String> group) {
    Securable on = securable(securable);
    Identity who = somebody(on, principal, group);
    return book.rules().effective(who, on).stream().map(Effective::of).toList();
  }

  @GET
  @Path("/explanation")
  public Explanation explanation(
      @RestQuery String securable,
      @RestQuery String privilege,
      @RestQuery String principal,
      @RestQuery List<String> group) {
    Securable on = securable(securable);
    Privilege wanted =
        Written.read(() -> Privilege.parse(Written.required("privilege", privilege)));
    Identity who = somebody(on, principal, group);
    Rules rules = book.rules();
    Access access = new Access(on, wanted);
    return Explanation.of(who, rules.decide(who, access), rules.missing(who, access));
  }

  private static Securable securable(String written) {
    return Written.read(() -> Securable.parse(Written.required("securable", written)));
  }

  /** Other groups than Keycloak's make even the caller somebody else. */
  private Identity somebody(Securable securable, String written, List<String> groups) {
    Identity self = caller.identity();
    if (written == null && !groups.isEmpty()) {
      throw new TarnException(
          ErrorKind.INVALID, "'group' is given without 'principal'.", "Say whose groups they are.");
    }
    Principal principal =
        written == null ? self.self() : Written.read(() -> Principal.parse(written));
    if (principal.equals(self.self()) && groups.isEmpty()) {
      return self;
    }
    guard.require(securable, Privilege.MANAGE);
    return Identity.of(principal, groups.isEmpty() ? memberships.groups(principal) : named(groups));
  }

  private static Set<Principal> named(List<String> groups) {
    return Written.read(
        () ->
            groups.stream()
                .map(name -> new Principal(Principal.Kind.GROUP, name))
                .collect(Collectors.toSet()));
  }
}
