package io.tarn.catalog.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;

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

  @Override
  public InputFile newInputFile(String location) {
    InMemoryOutputFile staged = written.get(location);
    return staged == null ? read(location) : staged.toInputFile();
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

  /** As a whole: Iceberg asks for the length first, which would be a request of its own. */
  private InputFile read(String location) {
    try (SeekableInputStream file = storage.newInputFile(location).newStream()) {
      return new InMemoryInputFile(location, file.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(location + " cannot be read", failure);
    }
  }
}
