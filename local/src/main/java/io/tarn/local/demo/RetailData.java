package io.tarn.local.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The real data of the retail example.
 *
 * @param counties ZIP code to its county
 */
public record RetailData(List<OrderLine> lines, Map<String, String> counties, Path zipCodes) {
  /** Row numbers of one round stay below this. */
  static final int ROUND_ROWS = 10_000;

  public RetailData {
    lines = List.copyOf(lines);
    counties = Map.copyOf(counties);
  }

  /** Reads {@code data/} of the example. */
  public static RetailData load(Path example) {
    Path zipCodes = example.resolve("data/zipcodes.csv");
    return new RetailData(
        CsvFile.read(example.resolve("data/superstore.csv")).stream().map(OrderLine::of).toList(),
        CsvFile.read(zipCodes).stream()
            .collect(Collectors.toMap(row -> row.get("zip_code"), row -> row.get("county"))),
        zipCodes);
  }

  /**
   * The same lines as other orders, four years (208 weeks) later for each round: what keeps a demo
   * going when the real ones are all sent.
   */
  RetailData round(int round) {
    return new RetailData(
        lines.stream()
            .map(line -> line.later(round * ROUND_ROWS, "-" + round, 208 * round))
            .toList(),
        counties,
        zipCodes);
  }
}
