package io.tarn.tables.rest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Access tokens of a service account by the OAuth2 client-credentials grant (RFC 6749, 4.4).
 *
 * <p>A token is renewed when somebody needs it and four fifths of its life are over. Iceberg's own
 * refresh runs on a timer that gives up for good when the issuer is away for a while; here the next
 * request simply tries again, and an old token serves as long as it lives.
 */
final class AccessTokens {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** A token's times are whole seconds, rounded down: it may end this much before it says. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ReentrantLock lock = new ReentrantLock();
  private final HttpRequest request;
  private final Clock clock;
  private volatile Token token = new Token("", Instant.MIN, Instant.MIN);

  private record Token(String value, Instant renewAt, Instant expiresAt) {}

  AccessTokens(URI endpoint, String clientId, String clientSecret, Clock clock) {
    this.clock = clock;
    this.request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(encoded(clientId), encoded(clientSecret))))
            .build();
  }

  /**
   * A token that is still valid.
   *
   * @throws TarnException UNAVAILABLE when the issuer cannot be reached, UNAUTHENTICATED when it
   *     refuses
   */
  String current() {
    if (clock.instant().isBefore(token.renewAt())) {
      return token.value();
    }
    lock.lock();
    try {
      if (!clock.instant().isBefore(token.renewAt())) {
        renew();
      }
      return token.value();
    } finally {
      lock.unlock();
    }
  }

  private void renew() {
    try {
      token = fetch();
    } catch (TarnException e) {
      if (!e.kind().retriable() || !clock.instant().isBefore(token.expiresAt())) {
        throw e;
      }
    }
  }

  private Token fetch() {
    Instant asked = clock.instant();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 500) {
        throw unavailable("it answered " + response.statusCode(), null);
      }
      if (response.statusCode() != 200) {
        throw new TarnException(
            ErrorKind.UNAUTHENTICATED,
            "%s gives no token: %s".formatted(request.uri(), response.body()),
            "Check the client's name and secret.");
      }
      var json = JSON.readTree(response.body());
      Duration life = Duration.ofSeconds(json.path("expires_in").asLong(60)).minus(ROUNDING);
      return new Token(
          json.path("access_token").asText(),
          asked.plus(life.multipliedBy(4).dividedBy(5)),
          asked.plus(life));
    } catch (IOException e) {
      throw unavailable(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", e);
    }
  }

  private TarnException unavailable(String why, Exception cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "no token from %s: %s".formatted(request.uri(), why),
        "Is Keycloak up?",
        cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
