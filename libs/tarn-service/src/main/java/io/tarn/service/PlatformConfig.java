package io.tarn.service;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every service must be told about the platform it runs in; see docs/contracts.md. */
@ConfigMapping(prefix = "tarn")
public interface PlatformConfig {
  /** Base URL of catalog-service. */
  URI catalogUrl();

  /** Secret of the Keycloak client that is named like the service. */
  String serviceSecret();

  /** Local scratch: file cache, staged files, spill. */
  Path dataDir();

  /** Most of tables' manifests, manifest lists and deletion vectors that is kept in memory. */
  @WithDefault("32M")
  MemorySize metadataCache();

  /** So long a token that passed its check is believed, and a key that its realm withdrew. */
  @WithDefault("1m")
  Duration tokenCacheTime();

  /** So many tokens that passed their check are remembered. */
  @WithDefault("1000")
  int tokenCacheSize();

  /** Addresses of the proxies whose {@code X-Forwarded-For} is believed; see the HTTP settings. */
  Optional<List<String>> trustedProxies();

  /** Origin of the console, which CORS allows. */
  Optional<String> consoleOrigin();

  S3 s3();

  Oidc oidc();

  /** The object store, addressed path-style. */
  interface S3 {
    URI endpoint();

    @WithDefault("us-east-1")
    String region();

    String accessKey();

    String secretKey();
  }

  /** The Keycloak realm. */
  interface Oidc {
    /** As in the tokens' {@code iss}: {@code https://host/realms/tarn}. */
    URI issuer();

    /** Where this service reaches the realm, if not at the address that tokens name. */
    Optional<URI> url();

    /** The realm, as this service reaches it. */
    default URI reachable() {
      return url().orElseGet(this::issuer);
    }
  }
}
