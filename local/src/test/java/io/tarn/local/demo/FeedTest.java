package io.tarn.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
  /** What a body did, by its text; the list is the topic. */
  private final List<String> topic = new ArrayList<>();

  private final Random random = new Random(7);
  private int faultsInTen;
  private HttpServer ingest;

  @BeforeEach
  void start() throws IOException {
    ingest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ingest.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    ingest.createContext("/push/orders", this::push);
    ingest.start();
  }

  @AfterEach
  void stop() {
    ingest.stop(0);
  }

  @Test
  void everyEventIsAcknowledgedWithItsPlaceAndTheLastIsTheLast() throws InterruptedException {
    // When
    PushLog log = new PushLog();
    List<Integer> announced = new ArrayList<>();
    feed(Duration.ofSeconds(5)).send(events(300), log, announced::add);

    // Then
    assertThat(log.uncertain()).isEmpty();
    assertThat(log.acknowledgments())
        .hasSize(300)
        .allSatisfy(
            one -> assertThat(topic.get((int) one.offset())).isEqualTo("event-" + one.event()));
    assertThat(topic).doesNotHaveDuplicates().last().isEqualTo("event-299");
    assertThat(announced).isEqualTo(IntStream.range(0, 300).boxed().toList());
    assertThat(log.ends()).isEqualTo(Map.of(0, 300L));
  }

  @Test
  void whatMayHaveLandedTwiceIsKnown() throws InterruptedException {
    // Given a service that fails, sometimes after it wrote
    faultsInTen = 3;

    // When
    PushLog log = new PushLog();
    feed(Duration.ofSeconds(20)).send(events(300), log, event -> {});

    // Then each event is acknowledged once, and no more repeats are in the topic than said
    assertThat(log.acknowledgments())
        .extracting(PushLog.Acknowledgment::event)
        .hasSize(300)
        .doesNotHaveDuplicates();
    assertThat(log.uncertain()).isNotEmpty();
    for (int i = 0; i < 300; i++) {
      int event = i;
      assertThat(topic.stream().filter(("event-" + event)::equals).count())
          .isBetween(1L, 1L + log.uncertain().getOrDefault(event, 0));
    }
    assertThat(topic.size()).isGreaterThan(300);
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    Pusher wrong = new Pusher(address("/push/nothing"), () -> "token", Duration.ofSeconds(20));
    assertThatThrownBy(() -> new Feed(wrong, 1_000).send(events(3), new PushLog(), event -> {}))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("404");
  }

  @Test
  void patienceEnds() {
    faultsInTen = 10;
    assertThatThrownBy(
            () -> feed(Duration.ofMillis(300)).send(events(2), new PushLog(), event -> {}))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("not acknowledged");
  }

  private void push(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer;
      int status;
      synchronized (topic) {
        boolean fault = random.nextInt(10) < faultsInTen;
        boolean written = !fault || random.nextBoolean();
        if (written) {
          topic.add(body);
        }
        if (fault && random.nextBoolean()) {
          return; // the connection is cut
        }
        status = fault ? 503 : 202;
        answer =
            """
            {"source": "s", "records": [{"partition": 0, "offset": %d}]}"""
                .formatted(topic.size() - 1)
                .getBytes(StandardCharsets.UTF_8);
      }
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private Feed feed(Duration patience) {
    return new Feed(new Pusher(address("/push/orders"), () -> "token", patience), 2_000);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + ingest.getAddress().getPort() + path);
  }

  private static List<OrderEvent> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new OrderEvent(
                    ("event-" + i).getBytes(StandardCharsets.UTF_8),
                    i,
                    Instant.EPOCH,
                    Optional.empty()))
        .toList();
  }
}
