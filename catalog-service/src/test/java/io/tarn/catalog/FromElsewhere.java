package io.tarn.catalog;

import io.tarn.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Requests of somebody behind a proxy, or of somebody who pretends to be.
 *
 * @param from the address of this machine that the request comes from
 * @param forwardedFor whose request it is said to be
 */
record FromElsewhere(URI service, String from, String forwardedFor) {
  /** The proxy that the service is told to trust: this machine too, by another of its addresses. */
  static final String PROXY = "127.0.0.2";

  static FromElsewhere proxied(URI service, String forwardedFor) {
    return new FromElsewhere(service, PROXY, forwardedFor);
  }

  static FromElsewhere untrusted(URI service, String forwardedFor) {
    return new FromElsewhere(service, "127.0.0.1", forwardedFor);
  }

  /** The scientist asks for a right that is not his to give. */
  void refusedGrant(String securable) {
    String body =
        "{\"securable\": \"%s\", \"privilege\": \"SELECT\", \"principal\": \"user:scientist\"}"
            .formatted(securable);
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v1/grants"))
            .header("Authorization", "Bearer " + Tokens.ofUser("scientist"))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", forwardedFor)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(from)).build()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 403) {
        throw new AssertionError("expected a refusal, not " + status);
      }
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
