package io.tarn.engine.duckdb;

import io.tarn.engine.Relation;
import io.tarn.tables.DeletionVectors;
import io.tarn.tables.TableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFile;

/** The files of a run or query as they lie on local disk, and what was deleted from them. */
final class LocalFiles implements AutoCloseable {
  private final FileCache.Lease lease;
  private final Map<String, long[]> deleted;
  private final long bytes;

  private LocalFiles(FileCache.Lease lease, Map<String, long[]> deleted, long bytes) {
    this.lease = lease;
    this.deleted = deleted;
    this.bytes = bytes;
  }

  /** Fetches what is not here yet; blocks on the network only. */
  static LocalFiles fetch(FileCache cache, List<Relation> relations) {
    List<RemoteFile> remote = new ArrayList<>();
    Map<String, long[]> deleted = new HashMap<>();
    for (Relation relation : relations) {
      for (TableFile file : relation.files()) {
        remote.add(remote(relation, file.data()));
        file.positionDeletes().forEach(deletes -> remote.add(remote(relation, deletes)));
        if (!file.deletes().isEmpty()) {
          deleted.put(file.location(), DeletionVectors.positions(relation.table(), file));
        }
      }
    }
    long bytes = remote.stream().mapToLong(RemoteFile::bytes).sum();
    return new LocalFiles(cache.lease(remote), deleted, bytes);
  }

  private static RemoteFile remote(Relation relation, ContentFile<?> file) {
    long bytes = file.fileSizeInBytes();
    return new RemoteFile(relation.table().io().newInputFile(file.location(), bytes), bytes);
  }

  Path path(TableFile file) {
    return lease.path(file.location());
  }

  /** The files that name rows deleted from this one, and perhaps of others. */
  List<Path> positionDeletes(TableFile file) {
    return file.positionDeletes().stream().map(deletes -> lease.path(deletes.location())).toList();
  }

  /** Size of all files together. */
  long bytes() {
    return bytes;
  }

  /** All of them. */
  Collection<Path> paths() {
    return lease.paths();
  }

  /** Positions of rows, from 0, that deletion vectors name. */
  long[] deleted(TableFile file) {
    return deleted.getOrDefault(file.location(), new long[0]);
  }

  @Override
  public void close() {
    lease.close();
  }
}
