package io.tarn.local.command;

import io.tarn.local.state.StateDirectory;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the log of one part. */
@Command(name = "logs", description = "Show the log of a service or server.")
public final class LogsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SERVICE", description = "e.g. gold-service, kafka, keycloak.")
  private String part;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as it grows, until Ctrl-C.")
  private boolean follow;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StateDirectory state = Local.here().state();
    Path log = state.log(part);
    if (!Files.exists(log)) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "There is no log of " + part,
          "There are: " + known(log.getParent()));
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Reader reader = Files.newBufferedReader(log)) {
      reader.transferTo(out);
      out.flush();
      while (follow) {
        Thread.sleep(200);
        reader.transferTo(out);
        out.flush();
      }
    }
    return 0;
  }

  private static String known(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "none, for the platform was never started";
    }
    try (Stream<Path> logs = Files.list(folder)) {
      return logs.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".log"))
          .map(name -> name.replace(".log", ""))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
