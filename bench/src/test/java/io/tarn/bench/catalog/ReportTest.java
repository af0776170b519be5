package io.tarn.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.bench.catalog.Line.Work;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Line BUSY = new Line(Work.APPEND_TO_ONE, 1000, 32);

  @Test
  void theLastLineIsOneJsonObjectWithEveryFigureAndBar() throws Exception {
    JsonNode json = lastLine(report(BUSY, figures(120, 800, 1), figures(5, 4000, 0.2)));

    JsonNode line = json.path("lines").path(0);
    assertThat(line.path("clients").asInt()).isEqualTo(32);
    assertThat(line.path("servers").path("Tarn").path("perSecond").asDouble()).isEqualTo(120);
    assertThat(line.path("servers").path("Other").path("succeeded").asDouble()).isEqualTo(0.2);
    assertThat(json.path("bars"))
        .hasSize(5)
        .allSatisfy(
            bar -> {
              assertThat(bar.fieldNames())
                  .toIterable()
                  .containsExactly("bar", "goal", "measured", "holds");
              assertThat(bar.path("holds").asBoolean()).isTrue();
            });
  }

  @Test
  void aBarThatIsMissedDoesNotHold() {
    assertThat(Bar.of(result(BUSY, figures(99, 1001, 0.999), figures(100, 1000, 0.2))))
        .extracting(Bar::goal, Bar::holds)
        .contains(tuple("1", false), tuple("≥ 100/s", false), tuple("< 1000 ms", false))
        .noneMatch(bar -> bar.toArray()[1].equals(true));
  }

  @Test
  void whereNoPeerSucceedsTarnIsAheadAndTheJsonStaysValid() throws Exception {
    JsonNode json =
        lastLine(report(new Line(Work.LOAD, 1000, 1), figures(9, 5, 1), figures(0, Double.NaN, 0)));

    JsonNode other = json.path("lines").path(0).path("servers").path("Other");
    assertThat(other.path("p99Milliseconds").isNull()).isTrue();
    JsonNode throughput = json.path("bars").path(1);
    assertThat(throughput.path("measured").isNull()).isTrue();
    assertThat(throughput.path("holds").asBoolean()).isTrue();
  }

  @Test
  void withoutPeersOnlyTarnsOwnBarsAreThere() {
    Result alone = new Result(BUSY, Map.of("Tarn", figures(120, 800, 1)));

    assertThat(Bar.of(alone)).extracting(Bar::goal).containsExactly("1", "≥ 100/s", "< 1000 ms");
  }

  private static JsonNode lastLine(Report report) throws Exception {
    StringWriter out = new StringWriter();
    report.print(new PrintWriter(out));
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.getLast());
  }

  private static Report report(Line line, Figures tarn, Figures other) {
    return new Report(
        Scale.quick(),
        List.of("two cores"),
        Map.of("Tarn", List.of("defaults"), "Other", List.of("defaults")),
        List.of(result(line, tarn, other)));
  }

  private static Result result(Line line, Figures tarn, Figures other) {
    Map<String, Figures> servers = new LinkedHashMap<>();
    servers.put("Tarn", tarn);
    servers.put("Other", other);
    return new Result(line, servers);
  }

  private static Figures figures(double perSecond, double p99, double succeeded) {
    Map<String, Long> failures = succeeded == 1 ? Map.of() : Map.of("CommitFailedException", 4L);
    return new Figures(perSecond, p99 / 2, p99, succeeded, failures);
  }
}
