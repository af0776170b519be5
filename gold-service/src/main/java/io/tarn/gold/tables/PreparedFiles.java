package io.tarn.gold.tables;

import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Files that were made for a key, each made once, the one longest unused going first when there are
 * too many bytes. Whoever needs one gets a link of their own, so that none goes under their hands.
 */
public final class PreparedFiles {
  private static final int ATTEMPTS = 3;

  private record Entry(CompletableFuture<Path> file, long bytes) {}

  private final Path folder;
  private final long limit;
  private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  /**
   * Starts empty: what the folder held is deleted.
   *
   * @param limit in bytes
   */
  public PreparedFiles(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
    try {
      Files.createDirectories(folder);
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /**
   * Links the key's file to a target; makes the file first if need be.
   *
   * @param make writes a file that does not exist yet; may throw {@link TarnException}
   */
  void link(Object key, Consumer<Path> make, Path target) {
    for (int attempt = 1; ; attempt++) {
      Path file = file(key, make);
      try {
        Files.createLink(target, file);
        return;
      } catch (IOException wentMeanwhile) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException(wentMeanwhile);
        }
        forget(key, file);
      }
    }
  }

  private synchronized void forget(Object key, Path file) {
    Entry entry = entries.get(key);
    if (entry != null && file.equals(entry.file().getNow(null))) {
      entries.remove(key);
      held -= entry.bytes();
    }
  }

  private Path file(Object key, Consumer<Path> make) {
    CompletableFuture<Path> mine = new CompletableFuture<>();
    Entry known;
    synchronized (this) {
      known = entries.putIfAbsent(key, new Entry(mine, 0));
    }
    if (known == null) {
      make(key, make, mine);
    }
    CompletableFuture<Path> file = known == null ? mine : known.file();
    try {
      return file.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private void make(Object key, Consumer<Path> make, CompletableFuture<Path> file) {
    Path path = folder.resolve(UUID.randomUUID() + ".parquet");
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    try {
      make.accept(unfinished);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      keep(key, new Entry(file, Files.size(path)));
      file.complete(path);
    } catch (IOException | RuntimeException failed) {
      synchronized (this) {
        entries.remove(key);
      }
      file.completeExceptionally(failed);
    }
  }

  private synchronized void keep(Object key, Entry made) throws IOException {
    entries.put(key, made);
    held += made.bytes();
    Iterator<Map.Entry<Object, Entry>> oldestFirst = entries.entrySet().iterator();
    while (held > limit && oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next().getValue();
      if (!entry.equals(made) && entry.file().isDone()) {
        oldestFirst.remove();
        held -= entry.bytes();
        Files.deleteIfExists(entry.file().join());
      }
    }
  }
}
