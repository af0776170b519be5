package io.tarn.local.process;

import java.util.List;
import java.util.Map;

/**
 * How one process is started and ended.
 *
 * @param name of the part it is, also the name of its log
 * @param wrapper commands in front, which change the account it runs under; may be empty
 * @param command program and arguments
 * @param environment added to this process' own
 */
public record Launch(
    String name,
    List<String> wrapper,
    List<String> command,
    Map<String, String> environment,
    StopSignal stopSignal) {

  public Launch {
    if (name.isBlank() || command.isEmpty()) {
      throw new IllegalArgumentException("A launch needs a name and a command");
    }
    wrapper = List.copyOf(wrapper);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public static Launch of(String name, List<String> command, Map<String, String> environment) {
    return new Launch(name, List.of(), command, environment, StopSignal.TERM);
  }
}
