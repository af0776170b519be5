package io.tarn.gold.query;

import io.tarn.gold.tables.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** All the files of one statement; they go with it. */
record StatementFolder(Path path) implements AutoCloseable {
  /**
   * Makes one.
   *
   * @param parent for all statements
   */
  static StatementFolder in(Path parent) {
    try {
      Path folder = parent.resolve(UUID.randomUUID().toString());
      Files.createDirectories(folder.resolve("out"));
      return new StatementFolder(folder);
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }

  /** Where a table's rows are for this statement. */
  Path table(Excerpt excerpt) {
    return path.resolve(excerpt.table() + ".parquet");
  }

  /** The only folder the statement's process may write to is around this. */
  Path answer() {
    return path.resolve("out").resolve("answer");
  }

  @Override
  public void close() {
    delete(path);
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }
}
