package io.tarn.catalog.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * The store as a change will leave it. What is written stays in memory until the change is carried
 * out, so a plan that comes to nothing leaves nothing behind. For manifests and their lists, which
 * are small.
 */
final class StagedFiles implements FileIO {
  private final FileIO storage;
  private final Map<String, InMemoryOutputFile> written = new ConcurrentHashMap<>();
  private final Set<String> replaced = new LinkedHashSet<>();

  StagedFiles(FileIO storage) {
    this.storage = storage;
  }

  /** What is to be written, by location. */
  Map<String, InMemoryOutputFile> written() {
    return written;
  }

  /** Files of the client's that the new metadata has no need of. */
  Set<String> replaced() {
    return replaced;
  }

  /**
   * Writes everything, all at once. Not with Iceberg's tasks: whoever waits for them looks every
   * ten milliseconds only.
   */
  void writeTo(FileIO store) {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writing = new ArrayList<>();
      written.forEach(
          (location, file) -> writing.add(each.submit(() -> write(store, location, file))));
      for (Future<?> file : writing) {
        file.get();
      }
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException("A table's metadata was not written", failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while writing a table's metadata", stopped);
    }
  }

  /** Nobody else has these names: the store need not be asked first. */
  private static void write(FileIO store, String location, InMemoryOutputFile content) {
    try (OutputStream file = store.newOutputFile(location).createOrOverwrite()) {
      file.write(content.toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(location + " could not be written", failure);
    }
  }

  @Override
  public InputFile newInputFile(String location) {
    InMemoryOutputFile staged = written.get(location);
    return staged == null ? storage.newInputFile(location) : staged.toInputFile();
  }

  @Override
  public InputFile newInputFile(String location, long length) {
    return newInputFile(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return written.computeIfAbsent(location, InMemoryOutputFile::new);
  }

  @Override
  public void deleteFile(String location) {
    written.remove(location);
  }

  @Override
  public Map<String, String> properties() {
    return storage.properties();
  }
}
