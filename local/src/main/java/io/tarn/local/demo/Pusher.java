package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Sends one event at a time to {@code POST /push/…} and does not give up at once: a connection that
 * is refused and an answer of 429 or 5xx are tried again, as a careful client would.
 */
final class Pusher {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI address;
  private final Supplier<String> token;
  private final Duration patience;

  /**
   * @param patience how long one event is tried before the whole load fails
   */
  Pusher(URI address, Supplier<String> token, Duration patience) {
    this.address = address;
    this.token = token;
    this.patience = patience;
  }

  /**
   * Sends an event until it is acknowledged.
   *
   * @throws TarnException when it is refused, or not acknowledged in time
   */
  PushLog.Acknowledgment push(int event, byte[] body, PushLog log) throws InterruptedException {
    Instant limit = Instant.now().plus(patience);
    Duration pause = Duration.ofMillis(50);
    while (true) {
      String problem;
      try {
        HttpResponse<String> answer =
            client.send(request(body), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
          return acknowledgment(event, answer.body());
        }
        problem = "%d %s".formatted(answer.statusCode(), answer.body());
        if (answer.statusCode() / 100 == 5) {
          // It may have reached Kafka all the same.
          log.uncertain(event);
        } else if (answer.statusCode() != 429) {
          throw new TarnException(ErrorKind.INVALID, "An event was refused: " + problem);
        }
      } catch (ConnectException neverSent) {
        problem = "no connection";
      } catch (IOException cutOff) {
        problem = String.valueOf(cutOff.getMessage());
        log.uncertain(event);
      }
      if (Instant.now().isAfter(limit)) {
        throw new TarnException(
            ErrorKind.UNAVAILABLE,
            "Event %d was not acknowledged within %s: %s".formatted(event, patience, problem),
            "Look at the log of ingest-service.");
      }
      Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(50)));
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private HttpRequest request(byte[] body) {
    return HttpRequest.newBuilder(address)
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + token.get())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static PushLog.Acknowledgment acknowledgment(int event, String answer)
      throws IOException {
    JsonNode position = Json.MAPPER.readTree(answer).at("/records/0");
    return new PushLog.Acknowledgment(
        event, Instant.now(), position.path("partition").asInt(), position.path("offset").asLong());
  }
}
