package io.tarn.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Remembers tokens that passed their check, until they expire and for {@code tarn.token-cache-time}
 * at most: an RSA signature costs more than the rest of a small request, and a client sends the
 * same token with each. Only a token that is the same to the last character is recognized, and one
 * that failed is checked again.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class CheckedTokens implements HttpAuthenticationMechanism {
  private static final String REQUEST = RoutingContext.class.getName();

  private final OidcAuthenticationMechanism oidc;
  private final Duration longest;
  private final Cache<String, SecurityIdentity> checked;

  CheckedTokens(OidcAuthenticationMechanism oidc, PlatformConfig config) {
    this.oidc = oidc;
    this.longest = config.tokenCacheTime();
    this.checked =
        Caffeine.newBuilder()
            .maximumSize(config.tokenCacheSize())
            .expireAfter(Expiry.<String, SecurityIdentity>creating((token, who) -> lifetime(who)))
            .build();
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager check) {
    String sent = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    SecurityIdentity known = sent == null ? null : checked.getIfPresent(sent);
    if (known != null) {
      return Uni.createFrom().item(of(known, Map.of(REQUEST, request)));
    }
    return oidc.authenticate(request, check)
        .invoke(
            identity -> {
              if (identity != null && identity.getPrincipal() instanceof JsonWebToken) {
                checked.put(sent, of(identity, Map.of()));
              }
            });
  }

  /** The same caller, in another request; permissions, which Tarn does not use, stay behind. */
  private static SecurityIdentity of(SecurityIdentity identity, Map<String, Object> request) {
    Map<String, Object> attributes =
        identity.getAttributes().entrySet().stream()
            .filter(attribute -> !attribute.getKey().equals(REQUEST))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(identity.getPrincipal())
        .addRoles(identity.getRoles())
        .addCredentials(identity.getCredentials())
        .addAttributes(attributes)
        .addAttributes(request)
        .build();
  }

  private Duration lifetime(SecurityIdentity identity) {
    JsonWebToken token = (JsonWebToken) identity.getPrincipal();
    Duration left =
        Duration.between(Instant.now(), Instant.ofEpochSecond(token.getExpirationTime()));
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(longest) < 0 ? left : longest;
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return oidc.getChallenge(request);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return oidc.getCredentialTypes();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
    return oidc.getCredentialTransport(request);
  }

  @Override
  public int getPriority() {
    return oidc.getPriority() + 1;
  }
}
