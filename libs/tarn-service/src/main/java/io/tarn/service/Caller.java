package io.tarn.service;

import io.quarkus.security.identity.SecurityIdentity;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the current request, as their token says. */
@RequestScoped
public class Caller {
  private static final String SERVICE_ACCOUNT = "service-account-";

  private final SecurityIdentity identity;
  private final RoutingContext request;

  public Caller(SecurityIdentity identity, RoutingContext request) {
    this.identity = identity;
    this.request = request;
  }

  /** The user or service the token was issued to. */
  public Principal principal() {
    JsonWebToken token = jwt();
    String username = token.getClaim("preferred_username");
    // The client a token was issued to. A user who calls himself service-account-x came in through
    // another client, and the name of a real service's account is taken.
    String client = token.getClaim("azp");
    if (client != null && (SERVICE_ACCOUNT + client).equals(username)) {
      return new Principal(Principal.Kind.SERVICE, client);
    }
    return new Principal(Principal.Kind.USER, username == null ? token.getSubject() : username);
  }

  /** The principal and the groups it is in: whoever a grant may name. */
  public Set<Principal> principals() {
    Set<Principal> all = new HashSet<>();
    all.add(principal());
    identity.getRoles().forEach(group -> all.add(new Principal(Principal.Kind.GROUP, group)));
    return Set.copyOf(all);
  }

  /** The bearer token, to ask another service on the caller's behalf. */
  public String token() {
    return jwt().getRawToken();
  }

  /** Where the request came from. */
  public String remoteAddress() {
    return request.request().remoteAddress().hostAddress();
  }

  private JsonWebToken jwt() {
    if (identity.getPrincipal() instanceof JsonWebToken token) {
      return token;
    }
    throw new TarnException(
        ErrorKind.UNAUTHENTICATED, "This needs a token.", "Send Authorization: Bearer <token>.");
  }
}
