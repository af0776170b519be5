package io.tarn.tables;

import java.net.URI;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The S3-compatible store that holds the tables' files, addressed path-style.
 *
 * @param region any name the store accepts; most stores ignore it
 */
public record ObjectStore(URI endpoint, String region, String accessKey, String secretKey) {
  public ObjectStore {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(accessKey, "accessKey");
    Objects.requireNonNull(secretKey, "secretKey");
  }

  /**
   * A client of the store. It does not do what the SDK does for large files: ask before each
   * whether it may be sent, and send it in pieces that are signed one by one. A small one would
   * take a third longer.
   */
  S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .serviceConfiguration(
            requests ->
                requests
                    .pathStyleAccessEnabled(true)
                    .expectContinueEnabled(false)
                    .chunkedEncodingEnabled(false))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Override
  public String toString() {
    return "ObjectStore[%s as %s]".formatted(endpoint, accessKey);
  }
}
