package io.tarn.bench.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.local.command.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run found.
 *
 * @param settings of each server by its name
 */
record Report(
    Scale scale,
    List<String> conditions,
    Map<String, List<String>> settings,
    List<Result> results) {
  private static final ObjectMapper JSON = new ObjectMapper();

  List<Bar> bars() {
    return results.stream().flatMap(result -> Bar.of(result).stream()).toList();
  }

  /** Tables for the eye; the last line is {@link #json}. */
  void print(PrintWriter out) {
    conditions.forEach(out::println);
    settings.forEach(
        (server, lines) -> {
          out.println(server);
          lines.forEach(line -> out.println("  " + line));
        });
    out.println();
    figures().print(out);
    out.println();
    verdicts().print(out);
    out.println();
    out.println(json());
    out.flush();
  }

  private TextTable figures() {
    TextTable table =
        new TextTable(
            List.of("line", "server", "per second", "p50", "p99", "succeeded", "given up with"));
    for (Result result : results) {
      String line = result.line().name();
      for (Map.Entry<String, Figures> server : result.servers().entrySet()) {
        Figures figures = server.getValue();
        table.add(
            List.of(
                line,
                server.getKey(),
                number("%,.1f", figures.perSecond()),
                number("%,.1f ms", figures.p50()),
                number("%,.1f ms", figures.p99()),
                number("%.1f %%", 100 * figures.succeeded()),
                String.join(
                    ", ",
                    figures.failures().entrySet().stream()
                        .map(failure -> failure.getValue() + " " + failure.getKey())
                        .toList())));
        line = "";
      }
    }
    return table;
  }

  private TextTable verdicts() {
    TextTable table = new TextTable(List.of("bar", "goal", "measured", "holds"));
    for (Bar bar : bars()) {
      table.add(
          List.of(
              bar.bar(), bar.goal(), number("%,.2f", bar.measured()), bar.holds() ? "yes" : "NO"));
    }
    return table;
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, format, value);
  }

  /** Every figure and every bar, on one line. */
  String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("benchmark", "catalog");
    report.put("grants", scale.grants());
    report.put("warmUps", scale.warmUps());
    report.put("rounds", scale.rounds());
    report.put("sliceSeconds", scale.slice().toMillis() / 1000.0);
    report.set("conditions", JSON.valueToTree(conditions));
    report.set("settings", JSON.valueToTree(new TreeMap<>(settings)));
    ArrayNode lines = report.putArray("lines");
    for (Result result : results) {
      ObjectNode line = lines.addObject();
      line.put("line", result.line().name());
      line.put("tables", result.line().tables());
      line.put("clients", result.line().clients());
      ObjectNode servers = line.putObject("servers");
      result.servers().forEach((name, figures) -> add(servers.putObject(name), figures));
    }
    ArrayNode bars = report.putArray("bars");
    for (Bar bar : bars()) {
      ObjectNode node = bars.addObject();
      node.put("bar", bar.bar());
      node.put("goal", bar.goal());
      put(node, "measured", bar.measured());
      node.put("holds", bar.holds());
    }
    return report.toString();
  }

  private static void add(ObjectNode node, Figures figures) {
    put(node, "perSecond", figures.perSecond());
    put(node, "p50Milliseconds", figures.p50());
    put(node, "p99Milliseconds", figures.p99());
    put(node, "succeeded", figures.succeeded());
    node.set("failures", JSON.valueToTree(figures.failures()));
  }

  /** JSON knows no NaN. */
  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, Math.round(value * 1000) / 1000.0);
    } else {
      node.putNull(name);
    }
  }
}
