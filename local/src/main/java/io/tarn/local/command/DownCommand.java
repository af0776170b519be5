package io.tarn.local.command;

import io.tarn.local.process.Footprint;
import io.tarn.local.state.StateDirectory;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops the platform of this checkout. */
@Command(name = "down", description = "Stop the platform; its data stays in .tarn/.")
public final class DownCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Stop this part only, e.g. to run it in dev mode; `tarn up SERVICE` starts it.")
  private String part;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, ExecutionException, IOException {
    StateDirectory state = Local.here().state();
    if (part != null) {
      return hold(state.footprint(part));
    }
    Optional<ProcessHandle> launcher = state.launcher();
    if (launcher.isPresent()) {
      launcher.get().destroy();
      try {
        launcher.get().onExit().get(60, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        launcher.get().destroyForcibly();
      }
    }
    List<String> survivors = state.endSurvivors();
    spec.commandLine()
        .getOut()
        .println(
            launcher.isPresent() || !survivors.isEmpty() ? "Stopped." : "Nothing was running.");
    return 0;
  }

  private int hold(Footprint footprint) throws IOException {
    Optional<ProcessHandle> process = footprint.pidFile().process();
    if (process.isEmpty()) {
      throw new TarnException(
          ErrorKind.NOT_FOUND, part + " does not run", "See what does: ./tarn status");
    }
    Files.createFile(footprint.held());
    process.get().destroy();
    process.get().onExit().join();
    spec.commandLine().getOut().println(part + " is held down; ./tarn up " + part + " starts it.");
    return 0;
  }
}
