package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.Set;

/**
 * What holds before anything was granted: administrators and the platform's services, nobody else.
 */
public final class TrustedAccessRules implements AccessRules {
  /** The accounts of the five services, which see tables unfiltered and enforce for others. */
  public static final Set<Principal> SERVICES =
      Set.of(
          Principal.parse("service:catalog-service"),
          Principal.parse("service:ingest-service"),
          Principal.parse("service:transform-service"),
          Principal.parse("service:gold-service"),
          Principal.parse("service:ml-service"));

  private final Set<Principal> administrators;

  public TrustedAccessRules(Set<Principal> administrators) {
    this.administrators = Set.copyOf(administrators);
  }

  @Override
  public boolean allows(Identity caller, String securable, Privilege privilege) {
    return SERVICES.contains(caller.self())
        || caller.all().stream().anyMatch(administrators::contains);
  }

  @Override
  public boolean restricts(Identity caller, String table) {
    return !allows(caller, table, Privilege.SELECT);
  }

  @Override
  public void require(Identity caller, String securable, Privilege privilege) {
    if (!allows(caller, securable, privilege)) {
      throw new TarnException(
          ErrorKind.FORBIDDEN,
          "%s has no %s on %s.".formatted(caller.self(), privilege, securable),
          "Ask an administrator for a grant.");
    }
  }
}
