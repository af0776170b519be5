package io.tarn.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Access tokens from Keycloak; each is kept until shortly before it expires. */
public final class Tokens {
  private static final Duration EARLY = Duration.ofSeconds(30);

  private final URI issuer;
  private final Map<Map<String, String>, Token> tokens = new ConcurrentHashMap<>();

  public Tokens(URI issuer) {
    this.issuer = issuer;
  }

  /** Of a person, as the client {@code tarn-cli}. */
  public Supplier<String> user(String name, String password) {
    return supplier(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "tarn-cli",
            "username",
            name,
            "password",
            password));
  }

  /** Of a user of the local realm, whose password is the name. */
  public Supplier<String> user(String name) {
    return user(name, name);
  }

  /** Of an administrator of a realm, as Keycloak's own command line is. */
  public Supplier<String> administrator(String name, String password) {
    return supplier(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            name,
            "password",
            password));
  }

  /** Of a service account of the local realm. */
  public Supplier<String> service(String client) {
    return supplier(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            client,
            "client_secret",
            client + "-secret"));
  }

  private Supplier<String> supplier(Map<String, String> form) {
    return () ->
        tokens
            .compute(
                form,
                (key, token) ->
                    token == null || token.expires().isBefore(Instant.now()) ? fetch(key) : token)
            .value();
  }

  private Token fetch(Map<String, String> form) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build();
    Answer answer = Http.send(request);
    JsonNode body = answer.json();
    if (answer.status() != 200) {
      throw new TarnException(
          ErrorKind.UNAUTHENTICATED,
          "Keycloak gives "
              + form.getOrDefault("username", form.get("client_id"))
              + " no token: "
              + body.path("error_description").asText(body.path("error").asText("unknown error")),
          "Check --user and --password; the realm is " + issuer);
    }
    return new Token(
        body.get("access_token").asText(),
        Instant.now().plusSeconds(body.get("expires_in").asLong()).minus(EARLY));
  }

  private static String encode(Map<String, String> form) {
    return new TreeMap<>(form)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  private record Token(String value, Instant expires) {}
}
