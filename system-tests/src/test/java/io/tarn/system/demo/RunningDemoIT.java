package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tarn.system.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
   * Another engine on the same tables, with and without keys for the store: deletion vectors read,
   * tables written, masks not got round.
   */
  @Test
  void whoeverUsesPyIcebergSharesTheTables() throws Exception {
    String python = System.getenv().getOrDefault("TARN_TEST_PYTHON", "python3");
    assumeThat(Project.program(python)).as(python + " is not installed").isPresent();
    ProcessBuilder story =
        new ProcessBuilder(python, "src/test/resources/pyiceberg_story.py")
            .directory(Project.ROOT.resolve("system-tests").toFile());
    story.environment().putAll(demo.environment());

    isTold(story);
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

    isTold(story);
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

  /** Runs a story told by another program; skips it where that program's needs are not met. */
  private static void isTold(ProcessBuilder story) throws Exception {
    Process process = story.redirectErrorStream(true).start();
    String told =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).as(told).isZero();
    assumeThat(told).as(told).doesNotStartWith("skipped");
    assertThat(told).endsWith("story: passed");
  }
}
