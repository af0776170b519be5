package io.tarn.local.command;

import io.tarn.local.platform.Endpoints;
import io.tarn.local.platform.ServiceEnvironment;
import io.tarn.local.state.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what points a program at the running platform. */
@Command(
    name = "env",
    description =
        "Print the environment that points a service or a test at this platform:"
            + " eval \"$(./tarn env)\".")
public final class EnvironmentCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Endpoints endpoints = new Endpoints(Ports.remembered(Local.here().state()));
    new ServiceEnvironment(endpoints)
        .forTests()
        .forEach(
            (name, value) -> spec.commandLine().getOut().printf("export %s='%s'%n", name, value));
  }
}
