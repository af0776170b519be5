package io.tarn.local.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what applying a folder would change, and changes nothing. */
@Command(name = "plan", description = "Show what applying a folder would change.")
public final class PlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR")
  private Path directory;

  @Mixin private Connection connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ApplyCommand.print(
        Manifests.read(directory).send(connection.catalog(), "?dry-run=true"),
        spec.commandLine().getOut());
    return 0;
  }
}
