package io.tarn.local;

import io.tarn.local.command.ApplyCommand;
import io.tarn.local.command.AuditCommand;
import io.tarn.local.command.DemoCommand;
import io.tarn.local.command.DownCommand;
import io.tarn.local.command.EnvironmentCommand;
import io.tarn.local.command.Local;
import io.tarn.local.command.LogsCommand;
import io.tarn.local.command.PlanCommand;
import io.tarn.local.command.PrepareCommand;
import io.tarn.local.command.ReplayCommand;
import io.tarn.local.command.SoakCommand;
import io.tarn.local.command.SqlCommand;
import io.tarn.local.command.StatusCommand;
import io.tarn.local.command.UpCommand;
import io.tarn.local.demo.RetailStory;
import io.tarn.local.demo.Story;
import io.tarn.model.error.TarnException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tarn} command. The script at the root of the repository finds a JDK and runs it. */
@Command(
    name = "tarn",
    description = "Tarn, an open lakehouse: from event to dashboard, governed from end to end.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ApplyCommand.class,
      PlanCommand.class,
      SqlCommand.class,
      ReplayCommand.class,
      AuditCommand.class,
      EnvironmentCommand.class,
      PrepareCommand.class,
    })
public final class Tarn {
  private Tarn() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Exit code: 0 for success, 1 for a failure that was explained, 2 for wrong usage. */
  static int run(String... arguments) {
    Story story = new RetailStory(Local.here().checkout());
    return new CommandLine(new Tarn())
        .addSubcommand(new DemoCommand(story))
        .addSubcommand(new SoakCommand(story))
        .setExecutionExceptionHandler(Tarn::explain)
        .execute(arguments);
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
