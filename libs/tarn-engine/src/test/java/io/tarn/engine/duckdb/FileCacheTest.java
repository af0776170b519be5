package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
  private static final int SIZE = 1000;

  @TempDir Path directory;
  private final AtomicInteger reads = new AtomicInteger();
  private final InMemoryFileIO store = new InMemoryFileIO();

  private RemoteFile file(String name) throws IOException {
    String location = "s3://lake/" + name;
    if (!store.fileExists(location)) {
      try (OutputStream out = store.newOutputFile(location).create()) {
        out.write(new byte[SIZE]);
      }
    }
    return remote(location);
  }

  private RemoteFile remote(String location) {
    return new RemoteFile(
        new InputFile() {
          @Override
          public long getLength() {
            return SIZE;
          }

          @Override
          public SeekableInputStream newStream() {
            reads.incrementAndGet();
            return store.newInputFile(location).newStream();
          }

          @Override
          public String location() {
            return location;
          }

          @Override
          public boolean exists() {
            return store.fileExists(location);
          }
        },
        SIZE);
  }

  private long onDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void aFileIsFetchedOnceHoweverManyWantItAtTheSameTime() throws Exception {
    try (FileCache cache = new FileCache(directory, 10 * SIZE);
        ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      RemoteFile file = file("a");
      List<Future<Long>> sizes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sizes.add(
            many.submit(
                () -> {
                  try (FileCache.Lease lease = cache.lease(List.of(file))) {
                    return Files.size(lease.path(file.location()));
                  }
                }));
      }
      for (Future<Long> size : sizes) {
        assertThat(size.get()).isEqualTo(SIZE);
      }
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void theLeastRecentlyUsedGoFirstAndThoseInUseStay() throws Exception {
    try (FileCache cache = new FileCache(directory, 2 * SIZE);
        FileCache.Lease used = cache.lease(List.of(file("used")))) {
      for (String name : List.of("a", "b", "c", "d")) {
        cache.lease(List.of(file(name))).close();
      }

      assertThat(onDisk()).isEqualTo(2);
      assertThat(used.path("s3://lake/used")).exists();
      int before = reads.get();
      cache.lease(List.of(file("d"))).close();
      assertThat(reads).hasValue(before);
      cache.lease(List.of(file("a"))).close();
      assertThat(reads).hasValue(before + 1);
    }
  }

  @Test
  void aFileWithMoreBytesThanItsTableSaysIsRefusedAndLeavesNoneBehind() throws Exception {
    try (OutputStream out = store.newOutputFile("s3://lake/large").create()) {
      out.write(new byte[1_000_000]);
    }
    try (FileCache cache = new FileCache(directory, 10 * SIZE)) {
      assertThatThrownBy(() -> cache.lease(List.of(remote("s3://lake/large"))))
          .hasMessage("s3://lake/large has more than the 1000 bytes that its table says");

      assertThat(onDisk()).isZero();
    }
  }

  @Test
  void aFileThatCannotBeReadIsTriedAgainByTheNext() throws Exception {
    try (FileCache cache = new FileCache(directory, 10 * SIZE)) {
      RemoteFile missing = remote("s3://lake/late");
      assertThatThrownBy(() -> cache.lease(List.of(missing))).isInstanceOf(RuntimeException.class);

      file("late");

      try (FileCache.Lease lease = cache.lease(List.of(missing))) {
        assertThat(lease.path("s3://lake/late")).exists();
      }
    }
  }
}
