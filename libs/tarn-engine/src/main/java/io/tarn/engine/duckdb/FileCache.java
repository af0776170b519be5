package io.tarn.engine.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Local copies of the store's files, which never change once written. Files in use stay; of the
 * others the least recently used go once there are too many bytes. Safe for use by many threads; a
 * directory belongs to one cache.
 */
final class FileCache implements AutoCloseable {
  private static final int DOWNLOADS = 8;

  /** Files that stay on disk until it is closed. */
  interface Lease extends AutoCloseable {
    /** Where the copy is. */
    Path path(String location);

    /** All copies. */
    Collection<Path> paths();

    @Override
    void close();
  }

  private static final class Entry {
    final Path path;
    final long bytes;
    final CompletableFuture<Path> ready;
    int users;

    Entry(Path path, long bytes, CompletableFuture<Path> ready) {
      this.path = path;
      this.bytes = bytes;
      this.ready = ready;
    }
  }

  private final Path directory;
  private final long limit;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final ExecutorService downloads =
      Executors.newFixedThreadPool(
          DOWNLOADS, Thread.ofPlatform().daemon().name("file-cache-", 0).factory());
  private long held;

  /**
   * @param limit bytes that may be held beside the files in use
   */
  FileCache(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
    clear(directory);
  }

  /** Waits until all are here. */
  Lease lease(Collection<RemoteFile> files) {
    Map<String, Entry> leased = new HashMap<>();
    files.forEach(file -> leased.computeIfAbsent(file.location(), any -> take(file)));
    try {
      leased.values().forEach(entry -> entry.ready.join());
    } catch (CompletionException e) {
      release(leased.values());
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return new Lease() {
      @Override
      public Path path(String location) {
        return leased.get(location).path;
      }

      @Override
      public Collection<Path> paths() {
        return leased.values().stream().map(entry -> entry.path).toList();
      }

      @Override
      public void close() {
        release(leased.values());
      }
    };
  }

  private synchronized Entry take(RemoteFile file) {
    Entry entry =
        entries.computeIfAbsent(
            file.location(),
            location -> {
              Path path = directory.resolve(name(location));
              held += file.bytes();
              return new Entry(
                  path,
                  file.bytes(),
                  CompletableFuture.supplyAsync(() -> file.download(path), downloads));
            });
    entry.users++;
    return entry;
  }

  private synchronized void release(Collection<Entry> leased) {
    leased.forEach(entry -> entry.users--);
    Iterator<Map.Entry<String, Entry>> oldestFirst = entries.entrySet().iterator();
    while (oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next().getValue();
      boolean failed = entry.ready.isCompletedExceptionally();
      if (entry.users == 0 && (held > limit || failed)) {
        oldestFirst.remove();
        held -= entry.bytes;
        delete(entry.path);
      }
    }
  }

  /** Names must be legal for any location and still tell a reader nothing wrong. */
  private static String name(String location) {
    return UUID.nameUUIDFromBytes(location.getBytes(StandardCharsets.UTF_8)) + ".parquet";
  }

  static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> left = Files.list(directory)) {
        List.copyOf(left.toList()).forEach(FileCache::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    downloads.shutdownNow();
  }
}
