package io.tarn.gold.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a worker is started: with an empty environment, so that it holds no secret, and under limits
 * of the operating system that hold even where the parent does not look in time.
 */
final class WorkerCommand {
  private static final long MEGABYTE = 1024L * 1024;
  private static final long HEAP_MEGABYTES = 128;

  private final WorkerLibrary library;
  private final WorkerLimits limits;
  private final Path folder;

  WorkerCommand(WorkerLibrary library, WorkerLimits limits, Path folder) {
    this.library = library;
    this.limits = limits;
    this.folder = folder;
  }

  Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    return builder.start();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", underLimits(), "sh"));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-Xss8m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + folder.resolve("crash-%p.log"),
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "-Djava.library.path=" + library.natives(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            library.classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            QueryWorker.class.getName(),
            limits.memoryBytes() / MEGABYTE + "MiB",
            String.valueOf(limits.threads()),
            limits.spillBytes() / MEGABYTE + "MiB"));
    return words;
  }

  /** The kernel takes a worker first when memory runs out; a crash leaves no copy of memory. */
  private String underLimits() {
    long dataKilobytes = (limits.residentBytes() + 512 * MEGABYTE) / 1024;
    long fileBlocks = Math.max(limits.answerBytes(), limits.spillBytes()) * 2 / 512;
    return "ulimit -c 0; ulimit -d "
        + dataKilobytes
        + " 2>/dev/null; ulimit -f "
        + fileBlocks
        + " 2>/dev/null; { echo 1000 > /proc/self/oom_score_adj; } 2>/dev/null; exec \"$@\"";
  }
}
