package io.tarn.gold.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Memory of a process, as the operating system counts it. */
final class ResidentMemory {
  private static final String LINE = "VmRSS:";

  private final long pid;
  private final Path status;

  ResidentMemory(long pid) {
    this.pid = pid;
    this.status = Path.of("/proc", String.valueOf(pid), "status");
  }

  /** 0 when the process is gone. */
  long bytes() {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.substring(LINE.length()).replace("kB", "").strip())
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return Files.exists(Path.of("/proc/self")) ? 0 : asked();
    }
  }

  /** Where there is no /proc, as on macOS. */
  private long asked() {
    try {
      Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
      String kilobytes =
          new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      ps.waitFor(1, TimeUnit.SECONDS);
      return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1024;
    } catch (IOException noSuchCommand) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
