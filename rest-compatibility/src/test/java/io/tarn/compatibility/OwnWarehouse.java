package io.tarn.compatibility;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Before the kit runs: makes a warehouse of its own, all of which a service account may use, and
 * tells the kit's client, which reads system properties, to come as that account.
 */
public final class OwnWarehouse implements LauncherSessionListener {
  private static final String ACCOUNT = "retail-producer";
  private static final String SECRET = "retail-producer-secret";

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String warehouse = "kit" + UUID.randomUUID().toString().substring(0, 8);
    String issuer = environment("TARN_OIDC_ISSUER");
    declare(warehouse, token(issuer));
    Map.of(
            "uri",
            environment("TARN_CATALOG_URL") + "/iceberg",
            "warehouse",
            warehouse,
            "credential",
            ACCOUNT + ":" + SECRET,
            "oauth2-server-uri",
            issuer + "/protocol/openid-connect/token",
            "scope",
            "openid",
            "io-impl",
            "org.apache.iceberg.aws.s3.S3FileIO",
            "s3.endpoint",
            environment("TARN_S3_ENDPOINT"),
            "s3.path-style-access",
            "true",
            "s3.access-key-id",
            environment("TARN_S3_ACCESS_KEY"),
            "s3.secret-access-key",
            environment("TARN_S3_SECRET_KEY"))
        .forEach(System::setProperty);
    System.setProperty("client.region", "us-east-1");
    System.setProperty("http-client.type", "urlconnection");
  }

  private void declare(String warehouse, String engineer) {
    String manifests =
        """
        kind: Source
        name: %1$s.landing.nothing
        http: { path: /%1$s, format: json }
        ---
        kind: Policy
        name: kit-%1$s
        on: %1$s
        grant: { ALL PRIVILEGES: [service:%2$s] }
        """
            .formatted(warehouse, ACCOUNT);
    send(
        HttpRequest.newBuilder(URI.create(environment("TARN_CATALOG_URL") + "/api/v1/manifests"))
            .header("Authorization", "Bearer " + engineer)
            .header("Content-Type", "application/yaml")
            .PUT(BodyPublishers.ofString(manifests))
            .build());
  }

  private String token(String issuer) {
    String form =
        Map.of(
                "grant_type", "password",
                "client_id", "tarn-cli",
                "username", "engineer",
                "password", "engineer")
            .entrySet()
            .stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    String answer =
        send(
            HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer);
    if (!token.find()) {
      throw new IllegalStateException("no token: " + answer);
    }
    return token.group(1);
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s answered %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: ./tarn test rest-compatibility");
    }
    return value;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
