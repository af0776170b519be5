package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Somebody of the demo, signed in: each one's password is the name. */
final class Caller {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<String, String> platform;
  private final URI gold;
  private final String token;

  private Caller(Map<String, String> platform, URI gold, String token) {
    this.platform = platform;
    this.gold = gold;
    this.token = token;
  }

  static Caller of(RunningDemo demo, String user) throws IOException, InterruptedException {
    Map<String, String> platform = demo.environment();
    String form =
        "grant_type=password&client_id=tarn-cli&username=%s&password=%s".formatted(user, user);
    HttpRequest signIn =
        HttpRequest.newBuilder(URI.create(tokenEndpoint(platform)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    String answer = HTTP.send(signIn, BodyHandlers.ofString()).body();
    String token = new ObjectMapper().readTree(answer).path("access_token").asText();
    return new Caller(platform, demo.console(), token);
  }

  static String tokenEndpoint(Map<String, String> platform) {
    return platform.get("TARN_OIDC_ISSUER") + "/protocol/openid-connect/token";
  }

  String token() {
    return token;
  }

  void grant(String privilege, String securable, String principal) throws Exception {
    String grant =
        "{\"securable\": \"%s\", \"privilege\": \"%s\", \"principal\": \"%s\"}"
            .formatted(securable, privilege, principal);
    changeCatalog("POST", "grants", "application/json", grant);
  }

  void classify(String table) throws Exception {
    changeCatalog("PUT", "classifications/" + table, "application/json", "");
  }

  void apply(String manifests) throws Exception {
    changeCatalog("PUT", "manifests", "application/yaml", manifests);
  }

  /** Rows as CSV without heading, or the problem in words. */
  String sql(String statement) throws IOException, InterruptedException {
    String answer =
        send("POST", gold.resolve("/sql"), "text/plain", statement).body().replace("\r\n", "\n");
    return answer.startsWith("{") ? answer : answer.substring(answer.indexOf('\n') + 1).strip();
  }

  private void changeCatalog(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    URI catalog = URI.create(platform.get("TARN_CATALOG_URL"));
    HttpResponse<String> answer = send(method, catalog.resolve("/api/v1/" + path), type, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private HttpResponse<String> send(String method, URI address, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Accept", address.equals(gold.resolve("/sql")) ? "text/csv" : "*/*")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
