package io.tarn.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/** One service as one caller: requests carry the caller's token, problems become exceptions. */
public final class TarnClient {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final URI service;
  private final Supplier<String> token;

  public TarnClient(URI service, Supplier<String> token) {
    this.service = service;
    this.token = token;
  }

  /** What the path says to everybody. */
  public static JsonNode publicly(URI service, String path) {
    return checked(HttpRequest.newBuilder(service.resolve(path)).timeout(LIMIT).GET().build())
        .json();
  }

  public JsonNode get(String path) {
    return checked(request(path).GET().build()).json();
  }

  public Answer post(String path, String contentType, String body) {
    return checked(withBody("POST", path, contentType, body, "application/json"));
  }

  public Answer post(String path, String contentType, String body, String accept) {
    return checked(withBody("POST", path, contentType, body, accept));
  }

  /** The answer as it is, whatever its status: for those who want to see a problem itself. */
  public Answer put(String path, String contentType, String body) {
    return Http.send(withBody("PUT", path, contentType, body, "application/json"));
  }

  public Answer delete(String path) {
    return checked(request(path).DELETE().build());
  }

  public Answer delete(String path, String contentType, String body) {
    return checked(withBody("DELETE", path, contentType, body, "application/json"));
  }

  private HttpRequest withBody(
      String method, String path, String contentType, String body, String accept) {
    return request(path)
        .header("Content-Type", contentType)
        .header("Accept", accept)
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(service + path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + token.get());
  }

  private static Answer checked(HttpRequest request) {
    Answer answer = Http.send(request);
    if (answer.success()) {
      return answer;
    }
    throw problem(answer);
  }

  /** The exception that a problem+json answer stands for. */
  public static TarnException problem(Answer answer) {
    JsonNode problem = answer.json();
    String what = problem.path("detail").asText(problem.path("title").asText(""));
    return new TarnException(
        Arrays.stream(ErrorKind.values())
            .filter(kind -> kind.status() == answer.status())
            .findFirst()
            .orElse(ErrorKind.INTERNAL),
        what.isBlank() ? "The service answered " + answer.status() : what,
        problem.hasNonNull("hint") ? problem.get("hint").asText() : null);
  }
}
