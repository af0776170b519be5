package io.tarn.bench.catalog;

import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param tables the numbers of tables at which loading is measured, ascending; commits are measured
 *     at the last
 * @param grants in Tarn, which is the only one that has any
 * @param warmUps rounds that are not counted: a server runs for months, and its compiler takes
 *     thousands of requests until it leaves the processors to them
 * @param rounds in which each server has one slice of each line, and which are counted
 * @param slice how long one server works at one line in one round
 * @param pause between slices, in which servers finish what they do behind their answers
 */
record Scale(
    List<Integer> tables, int grants, int warmUps, int rounds, Duration slice, Duration pause) {
  static Scale quick() {
    return new Scale(List.of(1000), 1000, 1, 2, Duration.ofMillis(700), Duration.ofMillis(200));
  }

  static Scale full() {
    return new Scale(
        List.of(1000, 100_000), 1000, 10, 4, Duration.ofSeconds(3), Duration.ofMillis(500));
  }
}
