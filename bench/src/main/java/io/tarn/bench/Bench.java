package io.tarn.bench;

import io.tarn.bench.catalog.CatalogBenchmark;
import io.tarn.model.error.TarnException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The benchmarks. The script at the root of the repository runs them: {@code ./tarn bench}. */
@Command(
    name = "tarn bench",
    mixinStandardHelpOptions = true,
    description = "Benchmarks side by side with peers, interleaved in one run.",
    synopsisSubcommandLabel = "NAME",
    subcommands = CatalogBenchmark.class)
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  private Bench() {}

  /** Exit code: 0 when it measured, 1 when it could not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Bench::explain)
            .execute(arguments));
  }

  /** Without a name: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int explain(Exception error, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(error instanceof TarnException problem)) {
      throw error;
    }
    command.getErr().println("tarn: " + problem.getMessage());
    problem.hint().ifPresent(hint -> command.getErr().println("      " + hint));
    return 1;
  }
}
