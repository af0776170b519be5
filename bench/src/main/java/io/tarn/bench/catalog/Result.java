package io.tarn.bench.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** One line, with the figures of each server by its name. */
record Result(Line line, Map<String, Figures> servers) {
  static final String TARN = "Tarn";

  static Result of(Line line, Map<String, List<Sample>> samples) {
    Map<String, Figures> servers = new LinkedHashMap<>();
    samples.forEach((server, rounds) -> servers.put(server, Figures.of(rounds)));
    return new Result(line, servers);
  }

  Figures tarn() {
    return servers.get(TARN);
  }

  /** Tarn's throughput as a multiple of the best peer's; empty without peers. */
  OptionalDouble throughputRatio() {
    OptionalDouble best = peers(Figures::perSecond).max();
    return best.isEmpty() ? best : OptionalDouble.of(tarn().perSecond() / best.getAsDouble());
  }

  /** The best peer's p99 as a multiple of Tarn's; empty without peers that succeeded at all. */
  OptionalDouble p99Ratio() {
    OptionalDouble best = peers(Figures::p99).filter(p99 -> !Double.isNaN(p99)).min();
    return best.isEmpty() ? best : OptionalDouble.of(best.getAsDouble() / tarn().p99());
  }

  private java.util.stream.DoubleStream peers(ToDoubleFunction<Figures> figure) {
    return servers.entrySet().stream()
        .filter(server -> !server.getKey().equals(TARN))
        .map(Map.Entry::getValue)
        .mapToDouble(figure);
  }
}
