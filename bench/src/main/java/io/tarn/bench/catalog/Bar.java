package io.tarn.bench.catalog;

import io.tarn.bench.catalog.Line.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * A goal, and whether it was reached.
 *
 * @param goal with its unit
 * @param measured in the same unit
 */
record Bar(String bar, String goal, double measured, boolean holds) {
  /** All that can be told from one line. */
  static List<Bar> of(Result result) {
    List<Bar> bars = new ArrayList<>();
    String line = result.line().name();
    Figures tarn = result.tarn();
    if (result.line().work() == Work.LOAD) {
      bars.add(below(line + ": p99", 10, tarn.p99()));
    }
    if (result.line().work() == Work.APPEND_TO_ONE && result.line().clients() == 32) {
      bars.add(
          new Bar(
              line + ": share that succeeds", "1", tarn.succeeded(), tarn.failures().isEmpty()));
      bars.add(new Bar(line + ": commits", "≥ 100/s", tarn.perSecond(), tarn.perSecond() >= 100));
      bars.add(below(line + ": p99", 1000, tarn.p99()));
    }
    result
        .throughputRatio()
        .ifPresent(ratio -> bars.add(ahead(line + ": throughput, Tarn : best peer", ratio)));
    result.p99Ratio().ifPresent(ratio -> bars.add(ahead(line + ": p99, best peer : Tarn", ratio)));
    return bars;
  }

  private static Bar below(String bar, double milliseconds, double measured) {
    return new Bar(bar, "< %.0f ms".formatted(milliseconds), measured, measured < milliseconds);
  }

  private static Bar ahead(String bar, double ratio) {
    return new Bar(bar, "> 1", ratio, ratio > 1);
  }
}
