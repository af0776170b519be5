package io.tarn.catalog.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tarn.catalog.config.CatalogConfig;
import io.tarn.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

/** Whoever wants to hear of lineage, as Marquez does; gets each event in a POST of its own. */
final class LineageReceiver implements AutoCloseable {
  /** Answers that say nothing against the event itself: the next attempt may succeed. */
  private static final Set<Integer> NOT_THE_EVENTS_FAULT =
      Set.of(401, 403, 404, 405, 407, 408, 425, 429);

  /** What came of sending. */
  enum Outcome {
    delivered,
    refused,
    away
  }

  private final URI url;
  private final CatalogConfig.OpenLineage config;
  private final HttpClient http;
  private String answer = "";

  LineageReceiver(URI url, CatalogConfig.OpenLineage config) {
    this.url = url;
    this.config = config;
    // Follows no redirect: only the configured address is to get the token.
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout())
            .build();
  }

  /** Sends one event. */
  Outcome send(Map<String, Object> event) {
    try {
      int status = http.send(request(event), HttpResponse.BodyHandlers.discarding()).statusCode();
      answer = url + " answered " + status;
      if (status / 100 == 2) {
        return Outcome.delivered;
      }
      return status / 100 == 4 && !NOT_THE_EVENTS_FAULT.contains(status)
          ? Outcome.refused
          : Outcome.away;
    } catch (IOException unreachable) {
      answer = url + ": " + unreachable;
      return Outcome.away;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      answer = "the service is stopping";
      return Outcome.away;
    }
  }

  /** What it said last, or why it did not. */
  String answer() {
    return answer;
  }

  private HttpRequest request(Map<String, Object> event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text(event)));
    config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request.build();
  }

  private static String text(Map<String, Object> event) {
    try {
      return Json.MAPPER.writeValueAsString(event);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an event is always JSON", unwritable);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
