package io.tarn.catalog.tables;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.DelegateFileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** An object store in memory that remembers what was read, written and deleted. */
final class MemoryStore implements DelegateFileIO {
  private final InMemoryFileIO files = new InMemoryFileIO();
  final List<String> read = new ArrayList<>();
  final List<String> written = new ArrayList<>();
  final List<String> deleted = new ArrayList<>();

  @Override
  public InputFile newInputFile(String path) {
    read.add(path);
    return files.newInputFile(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    written.add(path);
    return files.newOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    deleted.add(path);
    files.deleteFile(path);
  }

  @Override
  public void deleteFiles(Iterable<String> paths) {
    paths.forEach(this::deleteFile);
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    return List.of();
  }

  @Override
  public void deletePrefix(String prefix) {
    deleted.add(prefix);
  }
}
