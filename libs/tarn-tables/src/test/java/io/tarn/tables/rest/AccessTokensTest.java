package io.tarn.tables.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private final Issuer issuer = new Issuer();
  private final Hands clock = new Hands();
  private AccessTokens tokens;

  @BeforeEach
  void start() throws IOException {
    tokens = new AccessTokens(issuer.start(), "ingest-service", "a secret & more", clock);
  }

  @AfterEach
  void stop() {
    issuer.server.stop(0);
  }

  @Test
  void a_token_serves_until_four_fifths_of_its_life_are_over() {
    issuer.lifeSeconds = 61;
    assertThat(tokens.current()).isEqualTo("token-1");
    clock.now = clock.now.plusSeconds(47);
    assertThat(tokens.current()).isEqualTo("token-1");

    clock.now = clock.now.plusSeconds(1);

    assertThat(tokens.current()).isEqualTo("token-2");
    assertThat(issuer.lastRequest)
        .isEqualTo(
            "grant_type=client_credentials&client_id=ingest-service&client_secret=a+secret+%26+more");
  }

  @Test
  void a_short_token_is_renewed_before_its_end_was_rounded_down() {
    issuer.lifeSeconds = 4;
    assertThat(tokens.current()).isEqualTo("token-1");

    clock.now = clock.now.plusSeconds(3);

    assertThat(tokens.current()).isEqualTo("token-2");
  }

  @Test
  void while_the_issuer_is_away_an_old_token_serves_as_long_as_it_lives() {
    tokens.current();
    issuer.status = 503;
    clock.now = clock.now.plusSeconds(58);
    assertThat(tokens.current()).isEqualTo("token-1");

    clock.now = clock.now.plusSeconds(1);

    assertKind(ErrorKind.UNAVAILABLE);
    issuer.status = 200;
    assertThat(tokens.current()).isEqualTo("token-2");
  }

  @Test
  void a_refusal_is_told_at_once() {
    issuer.status = 401;

    assertKind(ErrorKind.UNAUTHENTICATED);
  }

  @Test
  void an_issuer_that_cannot_be_reached_is_unavailable() {
    issuer.server.stop(0);

    assertKind(ErrorKind.UNAVAILABLE);
  }

  private void assertKind(ErrorKind kind) {
    assertThatThrownBy(tokens::current)
        .isInstanceOfSatisfying(TarnException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static final class Issuer {
    private HttpServer server;
    private volatile int status = 200;
    private volatile int lifeSeconds = 60;
    private volatile String lastRequest;
    private int issued;

    URI start() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/token",
          exchange -> {
            lastRequest =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer =
                (status == 200
                        ? "{\"access_token\": \"token-%d\", \"expires_in\": %d}"
                            .formatted(++issued, lifeSeconds)
                        : "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }
  }

  private static final class Hands extends Clock {
    private volatile Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
