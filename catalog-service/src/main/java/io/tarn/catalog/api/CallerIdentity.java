package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.Memberships;
import io.tarn.model.Principal;
import io.tarn.service.Caller;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * Who makes the current request, as the domain knows them: who they are by their token, the groups
 * they are in by Keycloak, since a token may be minutes old.
 */
@RequestScoped
public class CallerIdentity {
  private final Caller caller;
  private final Memberships memberships;
  private Identity identity;

  public CallerIdentity(Caller caller, Memberships memberships) {
    this.caller = caller;
    this.memberships = memberships;
  }

  /** The client that the token was issued to. */
  public Optional<String> client() {
    return caller.client();
  }

  /** The same all through the request. */
  public Identity identity() {
    if (identity == null) {
      Principal self = caller.principal();
      identity = Identity.of(self, memberships.groups(self));
    }
    return identity;
  }
}
