package io.tarn.service;

import io.quarkus.security.identity.SecurityIdentity;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Optional;
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
    // A user who calls himself service-account-x came in through another client, and the name of a
    // real service's account is taken.
    Optional<String> client = client().filter(each -> (SERVICE_ACCOUNT + each).equals(username));
    if (client.isPresent()) {
      return new Principal(Principal.Kind.SERVICE, client.get());
    }
    return new Principal(Principal.Kind.USER, username == null ? token.getSubject() : username);
  }

  /** The client the token was issued to, in the claim {@code azp}. */
  public Optional<String> client() {
    return Optional.ofNullable(jwt().getClaim("azp"));
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

  /**
   * Who acts on the principal's behalf: the party in the {@code act} claim of a delegated token
   * (RFC 8693, section 4.1), else the client the token was issued to. Empty for a service of its
   * own account.
   */
  public Optional<String> actor() {
    if (jwt().getClaim("act") instanceof JsonObject act && act.containsKey("sub")) {
      return Optional.of("delegate:" + act.getString("sub"));
    }
    return client()
        .filter(each -> principal().kind() != Principal.Kind.SERVICE)
        .map(each -> "client:" + each);
  }

  /**
   * Where the request came from: as the proxies of {@code TARN_TRUSTED_PROXIES} say, else the peer
   * itself.
   */
  public String remoteAddress() {
    SocketAddress peer = request.request().remoteAddress();
    return peer.hostAddress() == null ? peer.host() : peer.hostAddress();
  }

  private JsonWebToken jwt() {
    if (identity.getPrincipal() instanceof JsonWebToken token) {
      return token;
    }
    throw new TarnException(
        ErrorKind.UNAUTHENTICATED, "This needs a token.", "Send Authorization: Bearer <token>.");
  }
}
