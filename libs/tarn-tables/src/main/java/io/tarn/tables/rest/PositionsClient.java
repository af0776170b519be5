package io.tarn.tables.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks catalog-service for the ends of a table's positions. */
final class PositionsClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI catalog;
  private final AccessTokens tokens;

  PositionsClient(URI catalog, AccessTokens tokens) {
    this.catalog = catalog;
    this.tokens = tokens;
  }

  Map<String, Long> positions(TableName table) {
    URI address = catalog.resolve("/api/v1/tables/" + table + "/positions");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + tokens.current())
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return switch (response.statusCode()) {
        case 200 -> JSON.readValue(response.body(), new TypeReference<Map<String, Long>>() {});
        case 404 -> Map.of();
        case 401, 403 -> throw refused(address, response.statusCode(), response.body());
        default -> throw unavailable(address, "it answered " + response.statusCode(), null);
      };
    } catch (IOException e) {
      throw unavailable(address, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(address, "interrupted", e);
    }
  }

  private static TarnException refused(URI address, int status, String body) {
    return new TarnException(
        status == 401 ? ErrorKind.UNAUTHENTICATED : ErrorKind.FORBIDDEN,
        "%s is refused: %s".formatted(address, body));
  }

  private static TarnException unavailable(URI address, String why, Exception cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "no positions from %s: %s".formatted(address, why),
        "Is catalog-service up?",
        cause);
  }
}
