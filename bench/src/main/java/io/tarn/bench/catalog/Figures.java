package io.tarn.bench.catalog;

import java.util.List;
import java.util.Map;

/**
 * What one server did in one line, over all rounds.
 *
 * @param perSecond successes a second, the median of the rounds
 * @param p50 milliseconds, of what succeeded; NaN if nothing did
 * @param p99 milliseconds, likewise
 * @param succeeded share of what was tried, 0 to 1
 * @param failures what clients gave up with, and how often
 */
record Figures(
    double perSecond, double p50, double p99, double succeeded, Map<String, Long> failures) {
  static Figures of(List<Sample> rounds) {
    Sample all = rounds.stream().reduce(Sample::beside).orElseThrow();
    double[] rates = rounds.stream().mapToDouble(Sample::perSecond).sorted().toArray();
    int middle = rates.length / 2;
    double median = rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    return new Figures(
        median, all.milliseconds(50), all.milliseconds(99), all.succeeded(), all.failures());
  }
}
