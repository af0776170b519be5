package io.tarn.bench.catalog;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What clients saw of a server.
 *
 * @param latencies of what succeeded, in microseconds
 * @param perSecond successes a second of all clients that worked at the same time
 * @param failures what clients gave up with, and how often
 */
record Sample(Histogram latencies, double perSecond, Map<String, Long> failures) {

  /** This, and what others saw at the same time. */
  Sample beside(Sample other) {
    Histogram both = latencies.copy();
    both.add(other.latencies);
    Map<String, Long> all = new TreeMap<>(failures);
    other.failures.forEach((failure, times) -> all.merge(failure, times, Long::sum));
    return new Sample(both, perSecond + other.perSecond, all);
  }

  /** Milliseconds that so many percent of what succeeded did not exceed; NaN if nothing did. */
  double milliseconds(double percent) {
    return latencies.getTotalCount() == 0
        ? Double.NaN
        : latencies.getValueAtPercentile(percent) / 1000.0;
  }

  /** Share of what was tried, from 0 to 1. */
  double succeeded() {
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    long tried = latencies.getTotalCount() + failed;
    return tried == 0 ? 0 : (double) latencies.getTotalCount() / tried;
  }

  /**
   * What one client sees. Its throughput is reckoned over the time it was busy, which ends with its
   * last answer: in a short slice a slow server would otherwise lose all that was under way.
   */
  static final class Recorder {
    /** Exact to a thousandth. */
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(DIGITS);
    private final Map<String, Long> failures = new TreeMap<>();
    private long busyNanoseconds;

    void success(long nanoseconds) {
      latencies.recordValue(nanoseconds / 1000);
      busyNanoseconds += nanoseconds;
    }

    void failure(long nanoseconds, RuntimeException failure) {
      failures.merge(failure.getClass().getSimpleName(), 1L, Long::sum);
      busyNanoseconds += nanoseconds;
    }

    Sample sample() {
      double seconds = busyNanoseconds / 1e9;
      return new Sample(
          latencies, seconds == 0 ? 0 : latencies.getTotalCount() / seconds, failures);
    }
  }
}
