package io.tarn.local.demo;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts files into a bucket, signed with AWS Signature Version 4 (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">how</a>):
 * one request needs no client library.
 */
final class Landing {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String region;
  private final String accessKey;
  private final String secretKey;

  Landing(URI endpoint, String region, String accessKey, String secretKey) {
    this.endpoint = endpoint;
    this.region = region;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /**
   * Puts an object.
   *
   * @param path {@code /bucket/key}, of characters that need no escape
   * @return its ETag, as the store names it
   */
  String put(String path, byte[] content) throws InterruptedException {
    String time = TIME.format(Instant.now());
    String hash = HexFormat.of().formatHex(sha256(content));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("x-amz-date", time)
            .header("x-amz-content-sha256", hash)
            .header("Authorization", authorization(path, time, hash))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new TarnException(
            ErrorKind.UNAVAILABLE,
            "The object store did not take %s: %d %s"
                .formatted(path, answer.statusCode(), answer.body()));
      }
      return answer.headers().firstValue("etag").orElse("").replace("\"", "");
    } catch (IOException cutOff) {
      throw new TarnException(
          ErrorKind.UNAVAILABLE, "The object store does not answer", null, cutOff);
    }
  }

  private String authorization(String path, String time, String hash) {
    String day = time.substring(0, 8);
    String scope = "%s/%s/s3/aws4_request".formatted(day, region);
    String canonical =
        "PUT\n%s\n\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\n%s\n%s"
            .formatted(path, endpoint.getAuthority(), hash, time, SIGNED, hash);
    String toSign =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(time, scope, HexFormat.of().formatHex(sha256(utf8(canonical))));
    byte[] key = utf8("AWS4" + secretKey);
    for (String part : new String[] {day, region, "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(accessKey, scope, SIGNED, HexFormat.of().formatHex(hmac(key, toSign)));
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
