package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.service.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests to the store with the service's own keys, by AWS Signature Version 4. Of a body
 * only the names of objects to delete are part of the signature: whoever may write an object may
 * write anything into it.
 */
@ApplicationScoped
public class StoreSigner {
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  /** These may change on the way, or are made anew. */
  private static final Set<String> UNSIGNED =
      Set.of(
          "authorization",
          "range",
          "x-amz-date",
          CONTENT_HASH,
          "amz-sdk-invocation-id",
          "amz-sdk-retry",
          "amz-sdk-request",
          "host");

  private static final int HTTPS = 443;

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final PlatformConfig.S3 store;
  private final URI address;

  StoreSigner(PlatformConfig platform, CatalogConfig config) {
    this.store = platform.s3();
    this.address = config.storeAddress().orElse(store.endpoint());
  }

  /** Where clients reach the store. */
  public URI address() {
    return address;
  }

  /** The region of the store. */
  public String region() {
    return store.region();
  }

  /**
   * The headers with which a request is taken by the store: those given, and its signature.
   *
   * @param headers to send, by name
   * @param body that was looked at and must be sent as it is, if there is one
   */
  public Map<String, List<String>> sign(
      String method, URI uri, Map<String, List<String>> headers, Optional<String> body) {
    Map<String, List<String>> signed = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          if (!UNSIGNED.contains(name.toLowerCase(Locale.ROOT))) {
            signed.put(name, values);
          }
        });
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(encrypted(uri))
            .headers(signed)
            .build();
    Map<String, List<String>> answer = new HashMap<>(headers);
    // In the client's spelling it would stand beside the signed one.
    answer.keySet().removeIf(CONTENT_HASH::equalsIgnoreCase);
    answer.putAll(
        signer
            .sign(
                sign ->
                    sign.identity(
                            AwsCredentialsIdentity.create(store.accessKey(), store.secretKey()))
                        .request(request)
                        .payload(body.map(ContentStreamProvider::fromUtf8String).orElse(null))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, store.region())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(
                            AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, body.isPresent()))
            .request()
            .headers());
    return answer;
  }

  /** The signer leaves the body out only where it is encrypted; the scheme itself is not signed. */
  private static URI encrypted(URI uri) {
    boolean standard = uri.getPort() == -1 || uri.getPort() == HTTPS;
    String port = standard ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create("https://" + uri.getHost() + port + uri.getRawPath() + query);
  }
}
