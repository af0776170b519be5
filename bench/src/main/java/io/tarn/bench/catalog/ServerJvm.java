package io.tarn.bench.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Command lines of servers: the Java that runs this, for all of them, and each one's recommended
 * flags, as in a container of 4 GB.
 */
record ServerJvm(int heapMegabytes, List<String> flags) {
  /** What Nessie's documentation asks for at least. */
  private static final int CONTAINER_MEGABYTES = 4096;

  static ServerJvm ofContainer(int heapPercent, String... flags) {
    return new ServerJvm(CONTAINER_MEGABYTES * heapPercent / 100, List.of(flags));
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(arguments);
    return command;
  }

  String text() {
    return String.join(" ", options());
  }

  private List<String> options() {
    return Stream.concat(Stream.of("-Xmx" + heapMegabytes + "m"), flags.stream()).toList();
  }
}
