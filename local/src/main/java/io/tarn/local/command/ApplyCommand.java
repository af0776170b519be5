package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies the manifests of a folder, all or none. */
@Command(name = "apply", description = "Apply the manifests in a folder: all of them or none.")
public final class ApplyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR")
  private Path directory;

  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    print(Manifests.read(directory).send(connection.catalog(), ""), spec.commandLine().getOut());
    return 0;
  }

  static void print(JsonNode result, PrintWriter out) {
    for (JsonNode each : result.path("applied")) {
      String change = each.path("change").asText();
      out.printf(
          "%s %-9s  %-9s %s%n",
          change.equals("unchanged") ? " " : change.equals("created") ? "+" : "~",
          change,
          each.path("kind").asText(),
          each.path("name").asText());
    }
    out.flush();
  }
}
