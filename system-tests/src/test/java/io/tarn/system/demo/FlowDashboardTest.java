package io.tarn.system.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.Gson;
import io.tarn.system.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Grafana dashboard, as far as can be told without a running platform. */
class FlowDashboardTest {
  @Test
  void everyExpressionIsOneThatPrometheusReads(@TempDir Path folder) throws Exception {
    assumeThat(Project.program("promtool"))
        .as("promtool is not installed (apt-get install prometheus)")
        .isPresent();
    // JSON is YAML too: each expression as the rule of a rule file
    List<Map<String, String>> rules =
        FlowDashboard.expressions().stream()
            .map(expression -> Map.of("record", "tarn:panel", "expr", expression.text()))
            .distinct()
            .toList();
    Path file = folder.resolve("rules.yml");
    Files.writeString(
        file,
        new Gson().toJson(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));

    Project.Ran ran = Project.run("promtool", "check", "rules", file.toString());

    assertThat(rules).hasSizeGreaterThan(10);
    assertThat(ran.status()).as(ran.output() + ran.errors()).isZero();
  }
}
