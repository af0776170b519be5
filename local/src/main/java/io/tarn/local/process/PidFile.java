package io.tarn.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a process across runs, by its id and the moment it started: after a crash the id may
 * belong to somebody else's process.
 */
public record PidFile(Path path) {
  /** The start time is computed from the machine's boot time, which moves with the clock. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  public void write(ProcessHandle process) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Path fresh = path.resolveSibling(path.getFileName() + ".new");
      Files.writeString(fresh, process.pid() + " " + started(process).toEpochMilli() + "\n");
      Files.move(
          fresh,
          path,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> process() {
    try {
      String[] words = Files.readString(path).strip().split(" ", 2);
      Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(
              process ->
                  Duration.between(started, started(process)).abs().compareTo(CLOCK_TOLERANCE) < 0);
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
