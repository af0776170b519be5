package io.tarn.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void percentilesAreThoseOfWhatSucceeded() {
    Sample.Recorder client = new Sample.Recorder();
    for (int milliseconds = 1; milliseconds <= 100; milliseconds++) {
      client.success(milliseconds * MILLISECOND);
    }
    client.failure(5000 * MILLISECOND, new IllegalStateException());

    Sample sample = client.sample();

    assertThat(sample.milliseconds(50)).isCloseTo(50, within(0.1));
    assertThat(sample.milliseconds(99)).isCloseTo(99, within(0.1));
    assertThat(sample.succeeded()).isCloseTo(100 / 101.0, within(1e-9));
    assertThat(sample.failures()).isEqualTo(Map.of("IllegalStateException", 1L));
  }

  @Test
  void clientsThatWorkAtOnceAddUp() {
    Sample both = client(10, 100).beside(client(5, 200));

    assertThat(both.perSecond()).isCloseTo(10 + 5, within(1e-9));
    assertThat(both.latencies().getTotalCount()).isEqualTo(15);
  }

  @Test
  void timeSpentOnWhatFailedCounts() {
    Sample.Recorder client = new Sample.Recorder();
    client.success(500 * MILLISECOND);
    client.failure(1500 * MILLISECOND, new IllegalStateException());

    assertThat(client.sample().perSecond()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void nothingSucceeded() {
    Sample.Recorder client = new Sample.Recorder();
    client.failure(MILLISECOND, new IllegalStateException());

    Sample sample = client.sample();

    assertThat(sample.milliseconds(99)).isNaN();
    assertThat(sample.perSecond()).isZero();
    assertThat(sample.succeeded()).isZero();
  }

  @Test
  void throughputIsTheMedianOfTheRoundsAndPercentilesAreThoseOfAll() {
    Figures figures = Figures.of(List.of(client(1, 1000), client(10, 100), client(100, 10)));

    assertThat(figures.perSecond()).isCloseTo(10, within(0.01));
    assertThat(figures.p50()).isCloseTo(10, within(0.01));
    assertThat(figures.p99()).isCloseTo(100, within(0.1));
  }

  private static Sample client(int successes, int milliseconds) {
    Sample.Recorder client = new Sample.Recorder();
    for (int i = 0; i < successes; i++) {
      client.success(milliseconds * MILLISECOND);
    }
    return client.sample();
  }
}
