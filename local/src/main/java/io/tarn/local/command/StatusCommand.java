package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.platform.Health;
import io.tarn.local.process.Memory;
import io.tarn.local.state.Ports;
import io.tarn.local.state.StateDirectory;
import io.tarn.model.error.TarnException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows processes and tables. */
@Command(
    name = "status",
    description = "Show each process and each table: rows, freshness, last commit.")
public final class StatusCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    StateDirectory state = Local.here().state();
    if (state.launcher().isEmpty()) {
      out.println("No platform runs in " + state.root() + ". Start it: ./tarn up");
      return 1;
    }
    processes(state).print(out);
    out.println();
    try {
      tables(connection.catalog().get("/api/v1/tables")).print(out);
    } catch (TarnException e) {
      out.println("Tables: " + e.getMessage());
      out.flush();
      return 1;
    }
    return 0;
  }

  private static TextTable processes(StateDirectory state) {
    TextTable table = new TextTable(List.of("process", "pid", "port", "health", "memory"));
    Ports ports = Ports.remembered(state);
    ProcessHandle launcher = state.launcher().orElseThrow();
    // All others are its descendants, and so are what those started.
    long total = Memory.proportional(launcher);
    table.add(List.of("launcher", Long.toString(launcher.pid()), "", "running", ""));
    for (Health part : Health.parts(ports)) {
      Optional<ProcessHandle> process = state.pidFile(part.name()).process();
      long memory = process.map(Memory::proportional).orElse(0L);
      String health =
          process.isEmpty() ? "not running" : part.readiness().ready() ? "ready" : "not ready";
      table.add(
          List.of(
              part.name(),
              process.map(p -> Long.toString(p.pid())).orElse("-"),
              Integer.toString(part.port()),
              health,
              megabytes(memory)));
    }
    table.add(List.of("together", "", "", "", megabytes(total)));
    return table;
  }

  private static TextTable tables(JsonNode tables) {
    TextTable table =
        new TextTable(List.of("table", "rows", "freshness", "target", "last commit", "last run"));
    for (JsonNode each : tables) {
      table.add(
          List.of(
              each.path("name").asText(),
              each.path("rows").asText("0"),
              seconds(each.path("freshnessSeconds")),
              seconds(each.path("freshnessTargetSeconds")),
              each.hasNonNull("committedAt") ? each.path("committedAt").asText() : "-",
              run(each.path("lastRun"))));
    }
    return table;
  }

  private static String run(JsonNode run) {
    return run.isObject() ? run.path("status").asText("-") : run.asText("-");
  }

  private static String seconds(JsonNode value) {
    if (!value.isNumber()) {
      return "-";
    }
    Duration duration = Duration.ofMillis((long) (value.asDouble() * 1000));
    return duration.toMinutes() >= 2
        ? duration.toMinutes() + " min"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String megabytes(long bytes) {
    return bytes / (1024 * 1024) + " MB";
  }
}
