package io.tarn.local.server;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The servers' programs, as the module {@code local-servers} fetched them with Maven. */
public record ServerFiles(Path directory) {
  /** Those of a checkout. */
  public static ServerFiles of(Path checkout) {
    return new ServerFiles(checkout.resolve("local/servers/target"));
  }

  public String kafkaClassPath() {
    return only("kafka-").resolve("*").toString();
  }

  public Path s3proxy() {
    return existing(directory.resolve("s3proxy.jar"));
  }

  public Path keycloak() {
    return only("keycloak-");
  }

  /** The folder that holds PostgreSQL's archive. */
  public Path postgres() {
    return only("postgres-");
  }

  /**
   * Does a piece of work in a folder once, whoever comes first; others wait for it meanwhile. Work
   * that was cut short is done again.
   */
  static void once(Path folder, String work, Consumer<Path> action) {
    Path done = folder.resolve("." + work);
    if (Files.exists(done)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("." + work + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(done)) {
        action.accept(folder);
        Files.createFile(done);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path only(String prefix) {
    existing(directory);
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .max(java.util.Comparator.naturalOrder())
          .orElseThrow(() -> missing(directory.resolve(prefix + "*")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw missing(path);
    }
    return path;
  }

  private static TarnException missing(Path path) {
    return new TarnException(
        ErrorKind.NOT_FOUND,
        path + " is missing",
        "Build first: ./mvnw -DskipTests package, or any ./tarn command that starts the platform.");
  }
}
