package io.tarn.system.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tarn.system.Project;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Prometheus of its own that scrapes running services every second. */
final class Prometheus implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private Prometheus(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it.
   *
   * @param services base URLs by name, which becomes the label of that word
   */
  static Prometheus scraping(Map<String, URI> services, Path folder) throws IOException {
    Path settings = folder.resolve("prometheus.yml");
    Files.writeString(settings, settings(services));
    int port = Project.freePort();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new Prometheus(process, URI.create("http://127.0.0.1:" + port));
  }

  /**
   * How many series an expression gives now; none while Prometheus is starting.
   *
   * @throws IllegalArgumentException when it is no expression
   */
  int series(String expression) throws InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/query?query=" + query)).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 503) {
        return 0;
      }
      JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
      if (!answer.get("status").getAsString().equals("success")) {
        throw new IllegalArgumentException(expression + ": " + response.body());
      }
      return answer.getAsJsonObject("data").getAsJsonArray("result").size();
    } catch (IOException starting) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  private static String settings(Map<String, URI> services) {
    return services.entrySet().stream()
        .map(
            service ->
                """
                    - targets: ["%s"]
                      labels: { service: %s }
                """
                    .formatted(service.getValue().getAuthority(), service.getKey()))
        .collect(
            Collectors.joining(
                "",
                """
                global:
                  scrape_interval: 1s
                scrape_configs:
                - job_name: tarn
                  metrics_path: /q/metrics
                  static_configs:
                """,
                ""));
  }
}
