package io.tarn.local.state;

import io.tarn.local.process.Footprint;
import io.tarn.local.process.PidFile;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where one local platform keeps everything: ports, data, logs, and what runs. */
public record StateDirectory(Path root) {
  private static final String LAUNCHER = "launcher";

  public StateDirectory {
    root = root.toAbsolutePath().normalize();
  }

  public Path data(String part) {
    return root.resolve("data").resolve(part);
  }

  public Path log(String part) {
    return root.resolve("logs").resolve(part + ".log");
  }

  public Footprint footprint(String part) {
    return new Footprint(log(part), pidFile(part), root.resolve("run").resolve(part + ".held"));
  }

  /** There while all parts of the platform were started and none was stopped. */
  public Path ready() {
    return root.resolve("run").resolve("ready");
  }

  /** The environment of a service, for those who run it themselves. */
  public Path environment(String service) {
    return root.resolve("env").resolve(service);
  }

  public Path ports() {
    return root.resolve("ports.properties");
  }

  public PidFile pidFile(String part) {
    return new PidFile(root.resolve("run").resolve(part + ".pid"));
  }

  /** The process that runs this platform, if one does. */
  public Optional<ProcessHandle> launcher() {
    return pidFile(LAUNCHER).process();
  }

  /**
   * Takes the platform for this process, until it ends or closes the lock.
   *
   * @throws TarnException CONFLICT when another process has it
   */
  public Lock lock() {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new TarnException(
            ErrorKind.CONFLICT,
            "A platform already runs in "
                + root
                + launcher().map(p -> ", process " + p.pid()).orElse(""),
            "Stop it with ./tarn down, or look at it with ./tarn status.");
      }
      pidFile(LAUNCHER).write(ProcessHandle.current());
      Files.deleteIfExists(ready());
      for (Path held : list(root.resolve("run"), ".held")) {
        Files.delete(held);
      }
      return new Lock(channel, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      // Kept by the channel, until that is closed.
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return false;
    }
  }

  /** Ends what a crashed run left behind. Call it with the lock held, or when nobody holds it. */
  public List<String> endSurvivors() {
    return new Survivors(list(root.resolve("run"), ".pid")).end();
  }

  /** Marks the platform as started: whoever waits for it looks for {@link #ready}. */
  public void markReady() {
    try {
      Files.createFile(ready());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Forgets all data of earlier runs; ports and logs stay.
   *
   * @throws TarnException CONFLICT when a platform runs here
   */
  public void clear() {
    try (Lock lock = lock()) {
      endSurvivors();
      new Tree(lock.state().root().resolve("data")).delete();
    }
  }

  /** Sets the last run's logs aside, so that a log holds one run. */
  public void rotateLogs() {
    for (Path log : list(root.resolve("logs"), ".log")) {
      try {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Path> list(Path directory, String suffix) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Held while the platform runs. The system lets go of it when the process dies. */
  public record Lock(FileChannel channel, StateDirectory state) implements AutoCloseable {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(state.ready());
        state.pidFile(LAUNCHER).delete();
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
