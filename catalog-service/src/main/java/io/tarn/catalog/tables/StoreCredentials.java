package io.tarn.catalog.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.model.Principal;
import io.tarn.service.PlatformConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Keys to the store that end soon and open one table's files: a role of the store's token service
 * (STS, {@code AssumeRole}), narrowed down by a policy for this session.
 */
@ApplicationScoped
public class StoreCredentials {
  private static final int LONGEST_SESSION_NAME = 64;
  private static final int MOST_KEPT = 10_000;

  private final CatalogConfig.Sts config;
  private final Optional<StsClient> service;
  private final Cache<Use, Credentials> vended =
      Caffeine.newBuilder()
          .maximumSize(MOST_KEPT)
          .expireAfter(Expiry.creating(StoreCredentials::kept))
          .build();

  /** What credentials are for. */
  private record Use(Principal who, String location, boolean writing) {}

  StoreCredentials(PlatformConfig platform, CatalogConfig config) {
    this.config = config.sts();
    this.service = this.config.endpoint().map(endpoint -> client(endpoint, platform.s3()));
  }

  private StsClient client(URI endpoint, PlatformConfig.S3 store) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(store.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(calls -> calls.apiCallTimeout(config.timeout()))
        .build();
  }

  /** Whether there is a token service to ask. */
  public boolean isOpen() {
    return service.isPresent();
  }

  /** Whether there is, and files at that place can be told from others. */
  public boolean areFor(String location) {
    return isOpen() && SessionPolicy.canName(location);
  }

  /**
   * Credentials with at least half of their lifetime left.
   *
   * @param who they are for, as the store's own log will name him
   * @param location of the table, as {@code s3://bucket/path}, for which they {@link #areFor}
   * @param writing whether files may be written and deleted, too
   */
  public Credentials vend(Principal who, String location, boolean writing) {
    return vended.get(new Use(who, location, writing), this::assume);
  }

  private Credentials assume(Use use) {
    return service
        .orElseThrow()
        .assumeRole(
            role ->
                role.roleArn(config.role())
                    .roleSessionName(sessionName(use.who()))
                    .durationSeconds(Math.toIntExact(config.lifetime().toSeconds()))
                    .policy(SessionPolicy.of(use.location(), use.writing())))
        .credentials();
  }

  private static String sessionName(Principal who) {
    String name = "tarn-" + who.toString().replaceAll("[^\\w+=,.@-]", "-");
    return name.substring(0, Math.min(name.length(), LONGEST_SESSION_NAME));
  }

  private static Duration kept(Use use, Credentials credentials) {
    return Duration.between(Instant.now(), credentials.expiration()).dividedBy(2);
  }

  @PreDestroy
  void stop() {
    service.ifPresent(StsClient::close);
  }
}
