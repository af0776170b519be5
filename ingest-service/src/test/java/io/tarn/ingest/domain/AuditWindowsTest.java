package io.tarn.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many pushes are two audit events, and none is sent that is not written down. */
class AuditWindowsTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMillis(20);

  private final Log log = new Log();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private AuditWindows windows = new AuditWindows(log, NEVER);

  @AfterEach
  void close() {
    log.away = false;
    windows.close();
  }

  @Test
  void the_first_is_written_before_it_is_sent_and_covers_those_after_it() {
    windows.cover(
        push("user:engineer"),
        () -> {
          assertThat(log.written).singleElement().returns(null, Accessed::rows);
          return send("a");
        });
    log.away = true;

    assertThat(windows.cover(push("user:engineer"), () -> send("b"))).containsExactly("b");

    assertThat(log.written).hasSize(1);
    assertThat(sent).containsExactly("a", "b");
  }

  @Test
  void those_at_the_same_time_wait_for_the_acknowledgement_of_the_first() throws Exception {
    log.acknowledged = new CountDownLatch(1);
    Thread first = pushing("a");
    await().until(() -> log.asked.size() == 1);
    Thread second = pushing("b");
    await().until(() -> second.getState() == Thread.State.WAITING);

    assertThat(sent).isEmpty();
    log.acknowledged.countDown();

    first.join();
    second.join();
    assertThat(sent).containsExactlyInAnyOrder("a", "b");
    assertThat(log.asked).hasSize(1);
  }

  @Test
  void what_cannot_be_written_is_not_sent_and_the_next_tries_again() {
    log.away = true;
    for (int i = 1; i <= 2; i++) {
      assertThatThrownBy(() -> windows.cover(push("user:engineer"), () -> send("a")))
          .isInstanceOfSatisfying(
              TarnException.class,
              error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
      assertThat(log.asked).hasSize(i);
    }
    assertThat(sent).isEmpty();
    log.away = false;

    windows.cover(push("user:engineer"), () -> send("b"));

    assertThat(sent).containsExactly("b");
    assertThat(log.written).hasSize(1);
  }

  /**
   * A push that differs from one by the engineer, for whom the tool pushes orders from 10.0.0.1.
   */
  @ParameterizedTest
  @CsvSource({
    "user:analyst,  client:tool, orders,  10.0.0.1, 1",
    "user:engineer, client:cli,  orders,  10.0.0.1, 1",
    "user:engineer, ,            orders,  10.0.0.1, 1",
    "user:engineer, client:tool, returns, 10.0.0.1, 1",
    "user:engineer, client:tool, orders,  10.0.0.2, 1",
    "user:engineer, client:tool, orders,  10.0.0.1, 2"
  })
  void nobody_is_covered_by_the_window_of_another(
      String principal, String actor, String table, String address, long policyVersion) {
    windows.cover(push("user:engineer"), () -> send("a"));

    windows.cover(push(principal, actor, table, address, policyVersion), () -> send("b"));

    assertThat(log.written).hasSize(2);
  }

  @Test
  void at_its_end_a_window_tells_how_many_records_were_accepted_and_the_next_push_opens_another() {
    windows = new AuditWindows(log, SOON);
    windows.cover(push("user:engineer"), () -> send("a", "b"));

    await().until(() -> log.written.size() == 2);
    Accessed first = log.written.getFirst();
    Accessed total = log.written.getLast();
    assertThat(total.rows()).isEqualTo(2);
    assertThat(total.reason()).isEqualTo("granted; rows since audit event " + first.eventId());
    assertThat(total)
        .usingRecursiveComparison()
        .ignoringFields("eventId", "at", "reason", "rows")
        .isEqualTo(first);
    assertThat(total.eventId()).isNotEqualTo(first.eventId());

    windows.cover(push("user:engineer"), () -> send("c"));
    await().until(() -> log.written.size() == 4);
    assertThat(log.written).extracting(Accessed::rows).containsExactly(null, 2L, null, 1L);
  }

  @Test
  void a_push_that_outlives_its_window_still_counts() {
    windows = new AuditWindows(log, Duration.ZERO);

    windows.cover(
        push("user:engineer"),
        () -> {
          while (log.written.size() == 1) { // until its time is up, and another push opens the next
            windows.cover(push("user:engineer"), () -> send("b"));
          }
          return send("a");
        });

    await().until(() -> told() == sent.size());
  }

  @Test
  void records_that_were_not_accepted_do_not_count() {
    windows.cover(push("user:engineer"), () -> send("a"));
    assertThatThrownBy(
            () ->
                windows.cover(
                    push("user:engineer"),
                    () -> {
                      throw new IllegalStateException("Kafka is away");
                    }))
        .hasMessage("Kafka is away");

    windows.close();

    assertThat(log.written.getLast().rows()).isEqualTo(1);
  }

  @Test
  void a_number_that_cannot_be_written_is_told_later() {
    windows = new AuditWindows(log, SOON);
    windows.cover(
        push("user:engineer"),
        () -> {
          log.away = true;
          return send("a");
        });
    await().until(() -> log.asked.size() >= 3);

    log.away = false;

    await().until(() -> log.written.size() == 2);
    assertThat(log.written.getLast().rows()).isEqualTo(1);
  }

  @Test
  void an_orderly_end_tells_the_number_of_every_window() {
    windows.cover(push("user:engineer"), () -> send("a"));
    windows.cover(push("user:engineer"), () -> send("b"));
    windows.cover(push("user:analyst"), () -> send("c"));

    windows.close();

    assertThat(log.written)
        .extracting(Accessed::rows)
        .containsExactlyInAnyOrder(null, null, 2L, 1L);
  }

  private Thread pushing(String record) {
    return Thread.ofPlatform()
        .start(() -> windows.cover(push("user:engineer"), () -> send(record)));
  }

  private List<String> send(String... records) {
    sent.addAll(List.of(records));
    return List.of(records);
  }

  private long told() {
    return log.written.stream()
        .filter(event -> event.rows() != null)
        .mapToLong(Accessed::rows)
        .sum();
  }

  private static Accessed push(String principal) {
    return push(principal, "client:tool", "orders", "10.0.0.1", 1);
  }

  private static Accessed push(
      String principal, String actor, String table, String address, long policyVersion) {
    return new Accessed(
        UUID.randomUUID().toString(),
        Instant.now(),
        principal,
        "ingest-service",
        "MODIFY",
        List.of("retail.bronze." + table),
        true,
        "granted",
        null,
        null,
        policyVersion,
        address,
        actor);
  }

  /** An audit log that may be slow, or away. */
  private static final class Log implements Consumer<Accessed> {
    private final List<Accessed> asked = new CopyOnWriteArrayList<>();
    private final List<Accessed> written = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch acknowledged = new CountDownLatch(0);
    private volatile boolean away;

    @Override
    public void accept(Accessed event) {
      asked.add(event);
      try {
        acknowledged.await();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
      if (away) {
        throw new TarnException(ErrorKind.UNAVAILABLE, "Kafka is away");
      }
      written.add(event);
    }
  }
}
