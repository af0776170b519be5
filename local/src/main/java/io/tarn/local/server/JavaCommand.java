package io.tarn.local.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines for small JVMs: one collector thread and no second compiler, to start fast. With
 * the system property {@code tarn.local.optimize} they get it, as in production, for those who
 * measure what has run for minutes.
 */
public final class JavaCommand {
  private static final boolean OPTIMIZE = Boolean.getBoolean("tarn.local.optimize");

  private JavaCommand() {}

  /**
   * The command line, with the Java that runs this.
   *
   * @param heapMegabytes the most the heap may take
   * @param arguments from the other options on
   */
  public static List<String> of(int heapMegabytes, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=" + (OPTIMIZE ? 4 : 1),
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(arguments);
    return command;
  }
}
