package io.tarn.bench.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What was seen of a server in some time.
 *
 * @param latencies of what succeeded, in microseconds
 * @param inTime how many succeeded before the time was over: what throughput is reckoned from,
 *     because the last ones of clients that retry end much later
 * @param failures what clients gave up with, and how often
 */
record Sample(Histogram latencies, long inTime, Duration time, Map<String, Long> failures) {
  /** Exact to a thousandth. */
  private static final int DIGITS = 3;

  /** This and what other clients saw in the same time. */
  Sample beside(Sample other) {
    return with(other, time);
  }

  /** This and what was seen in another time. */
  Sample andThen(Sample other) {
    return with(other, time.plus(other.time));
  }

  private Sample with(Sample other, Duration together) {
    Histogram both = latencies.copy();
    both.add(other.latencies);
    Map<String, Long> all = new TreeMap<>(failures);
    other.failures.forEach((failure, times) -> all.merge(failure, times, Long::sum));
    return new Sample(both, inTime + other.inTime, together, all);
  }

  double perSecond() {
    return inTime / (time.toNanos() / 1e9);
  }

  /** Milliseconds that so many percent of what succeeded did not exceed; NaN if nothing did. */
  double milliseconds(double percent) {
    return latencies.getTotalCount() == 0
        ? Double.NaN
        : latencies.getValueAtPercentile(percent) / 1000.0;
  }

  /** From 0 to 1. */
  double succeeded() {
    long attempts = latencies.getTotalCount() + failed();
    return attempts == 0 ? 0 : (double) latencies.getTotalCount() / attempts;
  }

  long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  static Sample all(Stream<Sample> rounds) {
    return rounds.reduce(Sample::andThen).orElseThrow();
  }

  /** What one client sees. */
  static final class Recorder {
    private final Histogram latencies = new Histogram(DIGITS);
    private final Map<String, Long> failures = new TreeMap<>();
    private final Duration time;
    private long inTime;

    Recorder(Duration time) {
      this.time = time;
    }

    void success(long nanoseconds, boolean soon) {
      latencies.recordValue(nanoseconds / 1000);
      inTime += soon ? 1 : 0;
    }

    void failure(RuntimeException failure) {
      failures.merge(failure.getClass().getSimpleName(), 1L, Long::sum);
    }

    Sample sample() {
      return new Sample(latencies, inTime, time, failures);
    }
  }
}
