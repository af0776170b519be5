package io.tarn.local.command;

import io.tarn.local.platform.LocalPlatform;
import io.tarn.local.platform.TarnService;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts the platform and keeps it running until Ctrl-C or {@code tarn down}. */
@Command(
    name = "up",
    description = {
      "Start the platform on this machine and keep it running until Ctrl-C or `tarn down`.",
      "State lies in .tarn/ (or TARN_STATE). TARN_PORT_<PART> fixes a port, e.g."
          + " TARN_PORT_KAFKA=9092, TARN_PORT_GOLD_SERVICE=8080."
    })
public final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SERVICE",
      description = "Of the five services start these only; `none` for the infrastructure alone.")
  private List<String> only = List.of();

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "With a running platform: start this part again, after `tarn down SERVICE`.")
  private String held;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    Local local = Local.here();
    if (held != null) {
      boolean released = Files.deleteIfExists(local.state().footprint(held).held());
      out.println(released ? held + " starts." : held + " was not held down.");
      return released ? 0 : 1;
    }
    try (LocalPlatform platform =
        LocalPlatform.start(
            local.checkout(), local.state(), services(), new ConsoleProgress(out))) {
      Welcome.print(platform, out);
      // A signal ends this process; its shutdown hook stops the platform.
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private Set<TarnService> services() {
    if (only.isEmpty()) {
      return EnumSet.allOf(TarnService.class);
    }
    Set<TarnService> services = EnumSet.noneOf(TarnService.class);
    for (String name : only) {
      if (!name.equals("none")) {
        services.add(
            TarnService.of(name)
                .orElseThrow(
                    () ->
                        new TarnException(
                            ErrorKind.INVALID,
                            "There is no service " + name,
                            "Services: catalog-service, ingest-service, transform-service,"
                                + " gold-service, ml-service.")));
      }
    }
    return services;
  }
}
