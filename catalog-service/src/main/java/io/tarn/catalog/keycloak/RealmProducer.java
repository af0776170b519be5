package io.tarn.catalog.keycloak;

import io.tarn.service.PlatformConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;

/** The realm that tokens come from, asked with the service's own account. */
class RealmProducer {
  private static final String REALMS = "/realms/";

  @Produces
  @Singleton
  Keycloak keycloak(PlatformConfig config) {
    return KeycloakBuilder.builder()
        .serverUrl(address(config).substring(0, address(config).lastIndexOf(REALMS)))
        .realm(name(config))
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId("catalog-service")
        .clientSecret(config.serviceSecret())
        .build();
  }

  void close(@Disposes Keycloak keycloak) {
    keycloak.close();
  }

  @Produces
  @Singleton
  RealmResource realm(Keycloak keycloak, PlatformConfig config) {
    return keycloak.realm(name(config));
  }

  private static String name(PlatformConfig config) {
    return address(config).substring(address(config).lastIndexOf(REALMS) + REALMS.length());
  }

  private static String address(PlatformConfig config) {
    String address = config.oidc().reachable().toString();
    if (!address.contains(REALMS)) {
      throw new IllegalArgumentException(
          "%s is no Keycloak realm: write http://host/realms/name".formatted(address));
    }
    return address;
  }
}
