package io.tarn.bench.catalog;

import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param tables the numbers of tables at which loading is measured, ascending; commits are measured
 *     at the last
 * @param grants in Tarn, which is the only one that has any
 * @param rounds in which each server has one slice of each line; one more goes before and is not
 *     counted, so that compilers and caches are warm
 * @param slice how long one server works at one line in one round
 * @param pause between slices, in which servers finish what they do behind their answers
 */
record Scale(List<Integer> tables, int grants, int rounds, Duration slice, Duration pause) {
  static Scale quick() {
    return new Scale(List.of(1000), 1000, 2, Duration.ofMillis(700), Duration.ofMillis(200));
  }

  static Scale full() {
    return new Scale(List.of(1000, 100_000), 1000, 4, Duration.ofSeconds(3), Duration.ofSeconds(1));
  }
}
