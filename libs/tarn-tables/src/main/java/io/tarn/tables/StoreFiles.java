package io.tarn.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.DelegateFileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The files of an S3-compatible store. Metadata files go there as a whole, without the copy on disk
 * that Iceberg's own streams make. Manifests, manifest lists and deletion vectors are kept in
 * memory once written or read: they are small, they never change, and each commit and each scan
 * reads all of a table's again.
 */
public final class StoreFiles implements DelegateFileIO {
  private final StoreObjects objects;
  private final S3FileIO files;
  private final Cache<String, byte[]> kept;
  private final long most;

  /**
   * The files of a store.
   *
   * @param keptBytes most that is kept in memory, and the largest file that is
   */
  public static StoreFiles of(ObjectStore store, long keptBytes) {
    return new StoreFiles(store.client(), keptBytes);
  }

  StoreFiles(S3Client store, long keptBytes) {
    this.objects = new StoreObjects(store);
    this.most = keptBytes;
    this.files = new S3FileIO(() -> store);
    this.files.initialize(Map.of());
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(keptBytes)
            .weigher((String location, byte[] bytes) -> bytes.length)
            .build();
  }

  @Override
  public InputFile newInputFile(String location) {
    return isKept(location) ? new Whole(location) : files.newInputFile(location);
  }

  @Override
  public InputFile newInputFile(String location, long length) {
    return isKept(location) ? new Whole(location) : files.newInputFile(location, length);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return isKept(location) || location.endsWith(".metadata.json")
        ? new Whole(location)
        : files.newOutputFile(location);
  }

  /** Copies a local file to a location, without the copy on disk that an output stream makes. */
  void upload(Path local, String location) {
    objects.upload(local, location);
  }

  @Override
  public void deleteFile(String location) {
    kept.invalidate(location);
    files.deleteFile(location);
  }

  @Override
  public void deleteFiles(Iterable<String> locations) {
    kept.invalidateAll(locations);
    files.deleteFiles(locations);
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    return files.listPrefix(prefix);
  }

  @Override
  public void deletePrefix(String prefix) {
    kept.asMap().keySet().removeIf(location -> location.startsWith(prefix));
    files.deletePrefix(prefix);
  }

  @Override
  public Map<String, String> properties() {
    return files.properties();
  }

  @Override
  public void close() {
    files.close();
  }

  private static boolean isKept(String location) {
    return location.endsWith(".avro") || location.endsWith(".puffin");
  }

  private void write(String location, byte[] whole) {
    objects.write(location, whole);
    if (isKept(location)) {
      kept.put(location, whole);
    }
  }

  /** A file that is read and written as a whole. */
  private final class Whole implements InputFile, OutputFile {
    private final String location;

    Whole(String location) {
      this.location = location;
    }

    /** In memory; where it has no place there, in the store. */
    private InputFile file() {
      byte[] bytes = kept.get(location, absent -> objects.read(absent, most).orElse(null));
      return bytes == null ? files.newInputFile(location) : new InMemoryInputFile(location, bytes);
    }

    @Override
    public long getLength() {
      return file().getLength();
    }

    @Override
    public SeekableInputStream newStream() {
      return file().newStream();
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public boolean exists() {
      return kept.getIfPresent(location) != null || files.newInputFile(location).exists();
    }

    /** Iceberg gives every file a name of its own, so there is none to be found here. */
    @Override
    public PositionOutputStream create() {
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return new WholeOutput(whole -> write(location, whole));
    }

    @Override
    public InputFile toInputFile() {
      return newInputFile(location);
    }
  }
}
