package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tarn.system.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of the running demo: the analyst in the console, the operator in Grafana. */
@Tag("system")
class RunningDemoIT {
  @TempDir private static Path folder;
  private static RunningDemo demo;

  @BeforeAll
  static void startTheDemo() throws IOException {
    demo = RunningDemo.start(folder);
  }

  @AfterAll
  static void stopTheDemo() {
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void theEngineersCommandsTellWhatIs() throws Exception {
    assertThat(demo.tarn("status"))
        .containsPattern("gold-service +\\d+ +\\d+ +ready")
        .containsPattern("retail.silver.orders +\\d+ .* succeeded");
    assertThat(demo.tarn("sql", "SELECT count(*) AS lines FROM retail.silver.orders"))
        .contains("lines");
    assertThat(demo.tarn("replay", "retail.silver.orders"))
        .matches("(?s).*retail.silver.orders: computed anew, \\d\\d,\\d{3} rows\\s*");
    assertThat(demo.tarn("audit")).endsWith("Nothing lost, nothing twice.\n");
    assertThat(demo.tarn("plan", "examples/retail"))
        .contains("unchanged")
        .doesNotContain("~ changed");
  }

  /**
   * A distributed engine on the same tables, without keys to the store: what it writes moves silver
   * on, what it may not see it does not.
   */
  @Test
  void whoeverUsesSparkSharesTheTables() throws Exception {
    assumeThat(Spark.missing()).as(Spark.missing().toString()).isEmpty();
    try (SparkStory story = SparkStory.begin(demo, folder)) {
      story.readsWhatGoldServiceReads();
      story.isRefusedWhatIsMasked();
      story.writesATableOfItsOwn();
      story.showsItOnceItIsClassified();
      story.movesSilverOn();
      told(pyIceberg("silver.orders.sales", "silver.returns.amount", "partner.returns.amount"))
          .lines()
          .forEach(story::readsWhatPyIcebergReads);
    }
  }

  /** A query engine that writes format version 2, with keys to the store. */
  @Test
  void whoeverUsesTrinoSharesTheTables() throws Exception {
    assumeThat(Trino.missing()).as(Trino.missing().toString()).isEmpty();
    try (TrinoStory story = TrinoStory.begin(demo, folder)) {
      story.isRefusedWhatIsNotItsCallers();
      story.readsVersion3AsFarAsItCan();
      story.writesATableOfItsOwn();
      told(pyIceberg("again", "lab.returns"));
      story.readsWhatPyIcebergWrote();
      story.showsItOnceItIsClassified();
      story.readsWhatIsDeclaredInFormatVersion2();
      assertThat(told(pyIceberg("silver.best_returns.amount"))).endsWith(" 2 5 288.0000");
    }
  }

  /**
   * Another engine on the same tables, with and without keys for the store: deletion vectors read,
   * tables written, masks not got round.
   */
  @Test
  void whoeverUsesPyIcebergSharesTheTables() throws Exception {
    assertThat(told(pyIceberg())).endsWith("story: passed");
    assertThat(demo.tarn("sql", "SELECT sum(id) AS total, count(more) FROM retail.sandbox.notes"))
        .containsPattern("10 +0");
  }

  /** Signs in through Keycloak, sees the dashboard, masked names, and is refused bronze. */
  @Test
  void theAnalystsStoryHoldsInABrowser() throws Exception {
    ProcessBuilder story =
        new ProcessBuilder("npm", "run", "e2e", "--silent")
            .directory(Project.ROOT.resolve("console").toFile());
    story.environment().put("TARN_CONSOLE_URL", demo.console().toString());

    assertThat(told(story)).endsWith("story: passed");
  }

  /** Every expression of the Grafana dashboard, asked of a real Prometheus. */
  @Test
  void everyPanelOfTheDashboardHasSomethingToShow() throws Exception {
    assumeThat(Project.program("prometheus"))
        .as("prometheus is not installed (apt-get install prometheus)")
        .isPresent();

    try (Prometheus prometheus = Prometheus.scraping(demo.services(), folder)) {
      for (FlowDashboard.Expression expression : FlowDashboard.expressions()) {
        await(expression.toString())
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertThat(prometheus.series(expression.text())).isPositive());
      }
    }
  }

  private static ProcessBuilder pyIceberg(String... columns) throws Exception {
    String python = System.getenv().getOrDefault("TARN_TEST_PYTHON", "python3");
    assumeThat(Project.program(python)).as(python + " is not installed").isPresent();
    ProcessBuilder story =
        new ProcessBuilder(python, "src/test/resources/pyiceberg_story.py")
            .directory(Project.ROOT.resolve("system-tests").toFile());
    story.command().addAll(List.of(columns));
    story.environment().putAll(demo.environment());
    return story;
  }

  /** What another program tells; skips the test where that program's needs are not met. */
  private static String told(ProcessBuilder story) throws Exception {
    Process process = story.redirectErrorStream(true).start();
    String told =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).as(told).isZero();
    assumeThat(told).as(told).doesNotStartWith("skipped");
    return told;
  }
}
