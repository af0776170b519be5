package io.tarn.gold.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private final AnswerCache<String> cache =
      new AnswerCache<>(10, Duration.ofMinutes(1), String::length);
  private final AtomicInteger computed = new AtomicInteger();

  @Test
  void anAnswerIsComputedOnceForItsKey() {
    assertThat(ask("a", "1234")).isEqualTo("1234");
    assertThat(ask("a", "other")).isEqualTo("1234");
    assertThat(ask("b", "5678")).isEqualTo("5678");

    assertThat(computed).hasValue(2);
  }

  @Test
  void theOneLongestUnusedGoesWhenTheyAreTooLargeTogether() {
    ask("a", "1234");
    ask("b", "1234");
    ask("a", "");
    ask("c", "1234");

    assertThat(ask("a", "anew")).isEqualTo("1234");
    assertThat(ask("b", "anew")).isEqualTo("anew");
  }

  @Test
  void anAnswerLargerThanAllIsGivenButNotKept() {
    assertThat(ask("a", "12345678901")).hasSize(11);
    assertThat(ask("a", "anew")).isEqualTo("anew");
  }

  @Test
  void anAnswerThatIsTooOldIsComputedAnew() {
    AnswerCache<String> forgetful = new AnswerCache<>(10, Duration.ZERO, String::length);

    assertThat(forgetful.answer("a", () -> "old")).isEqualTo("old");
    assertThat(forgetful.answer("a", () -> "new")).isEqualTo("new");
  }

  @Test
  void aFailureIsToldToAllWhoWaitAndNotKept() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(
            () ->
                cache.answer(
                    "a",
                    () -> {
                      started.countDown();
                      Awaitility.await().until(() -> go.getCount() == 0);
                      throw new IllegalStateException("no");
                    }));
    Awaitility.await().until(() -> started.getCount() == 0);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> cache.answer("a", () -> "anew"));
    go.countDown();

    assertThatThrownBy(first::join).hasRootCauseMessage("no");
    // It either waited for the failure, or came after it.
    assertThat(second.handle((answer, failure) -> failure == null ? answer : "failed").join())
        .isIn("anew", "failed");
    assertThat(ask("a", "anew")).isEqualTo("anew");
  }

  private String ask(String key, String answer) {
    return cache.answer(
        key,
        () -> {
          computed.incrementAndGet();
          return answer;
        });
  }
}
