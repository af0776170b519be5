package io.tarn.local.command;

import io.tarn.local.state.StateDirectory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the platform of this checkout. */
@Command(name = "down", description = "Stop the platform; its data stays in .tarn/.")
public final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    StateDirectory state = Local.here().state();
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
}
