package io.tarn.gold.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Server-sent events, as a browser hears them. Open once the service listens. */
public final class EventStream implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  private EventStream() {}

  public static EventStream open(URI address, String token) {
    EventStream stream = new EventStream();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .build();
    Thread.ofVirtual().start(() -> stream.read(request));
    if (!stream.next(":").contains("listening")) {
      throw new AssertionError("the stream did not begin as it should");
    }
    return stream;
  }

  /** The next event's data. */
  public String nextData() {
    return next("data:");
  }

  public boolean ended() {
    return ended;
  }

  private String next(String beginning) {
    try {
      while (true) {
        String line = lines.poll(60, TimeUnit.SECONDS);
        if (line == null) {
          throw new AssertionError("nothing was heard");
        }
        if (line.startsWith(beginning)) {
          return line;
        }
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void read(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      BufferedReader body =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      body.lines().forEach(lines::add);
    } catch (IOException | InterruptedException | RuntimeException closed) {
      // Ended by either side.
    }
    ended = true;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
