package io.tarn.local.process;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes so that none of them outlives this one, even when this one is killed.
 *
 * <p>On Linux a child asks the kernel (by {@code setpriv}) for a signal at the death of its parent.
 * The kernel means the parent's thread, so all are started from one thread that never ends. Each
 * gets a session of its own, because Ctrl-C would otherwise stop all at once and in no order.
 */
public final class ProcessStarter {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "process-starter");
            thread.setDaemon(true);
            return thread;
          });
  private static final boolean SESSIONS = succeeds("setsid", "true");
  private static final boolean DEATH_SIGNALS =
      succeeds("setpriv", "--pdeathsig", "TERM", "--", "true");

  private ProcessStarter() {}

  /** Starts it with its output appended to the log. */
  public static Child start(Launch launch, Path log) {
    List<String> line = new ArrayList<>();
    if (SESSIONS) {
      line.add("setsid");
    }
    line.addAll(launch.wrapper());
    // After the wrapper: a change of account takes the request back.
    if (DEATH_SIGNALS) {
      line.addAll(List.of("setpriv", "--pdeathsig", launch.stopSignal().name(), "--"));
    }
    line.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(launch.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      return new Child(launch, THREAD.submit(builder::start).get());
    } catch (IOException | ExecutionException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new TarnException(
          ErrorKind.UNAVAILABLE,
          launch.name() + " cannot be started: " + cause.getMessage(),
          "Command: " + String.join(" ", line),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, launch.name() + " was not started");
    }
  }

  /** Whether the command can be run here and ends with 0. */
  public static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
