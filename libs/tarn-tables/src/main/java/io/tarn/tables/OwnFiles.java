package io.tarn.tables;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsBulkOperations;

/**
 * The files below one table's location, and no others. Whoever may write a table may name any file
 * in it; a service that reads or deletes what the table names does so with keys to all tables, and
 * must not do it for somebody who has no right to that file.
 */
public final class OwnFiles implements FileIO, SupportsBulkOperations {
  private static final Set<String> NOT_NAMES = Set.of("", ".", "..");

  private final String location;
  private final FileIO files;

  /**
   * The files of a table.
   *
   * @param location the table's, without a slash at the end
   * @param files of all tables
   */
  public OwnFiles(String location, FileIO files) {
    this.location = location;
    this.files = files;
  }

  /** The same table, which reads and deletes its own files only. */
  static Table of(Table table) {
    TableOperations loaded = ((HasTableOperations) table).operations();
    return new BaseTable(
        new ConfinedOperations(loaded, new OwnFiles(table.location(), loaded.io())),
        table.name(),
        report -> {});
  }

  /** Those of a table, whoever loaded it. */
  static OwnFiles filesOf(Table table) {
    return table.io() instanceof OwnFiles own ? own : new OwnFiles(table.location(), table.io());
  }

  /**
   * Whether a file, or a folder, lies below a location, however a store reads its name.
   *
   * @param location without a slash at the end
   */
  public static boolean isBelow(String location, String file) {
    return file.startsWith(location + "/")
        && Stream.of(file.substring(location.length() + 1).split("/", -1))
            .noneMatch(NOT_NAMES::contains);
  }

  /** Makes a file of a local one. */
  void upload(Path local, String file) {
    if (files instanceof StoreFiles store) {
      store.upload(local, own(file));
    } else {
      try (var out = newOutputFile(file).create()) {
        Files.copy(local, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public InputFile newInputFile(String file) {
    return files.newInputFile(own(file));
  }

  @Override
  public InputFile newInputFile(String file, long length) {
    return files.newInputFile(own(file), length);
  }

  @Override
  public OutputFile newOutputFile(String file) {
    return files.newOutputFile(own(file));
  }

  @Override
  public void deleteFile(String file) {
    files.deleteFile(own(file));
  }

  @Override
  public void deleteFiles(Iterable<String> locations) throws BulkDeletionFailureException {
    locations.forEach(this::own);
    if (files instanceof SupportsBulkOperations bulk) {
      bulk.deleteFiles(locations);
    } else {
      locations.forEach(files::deleteFile);
    }
  }

  /** Iceberg asks for them with each manifest it reads. */
  @Override
  public Map<String, String> properties() {
    return files.properties();
  }

  /** All tables share the store's client. */
  @Override
  public void close() {}

  private String own(String file) {
    if (!isBelow(location, file)) {
      throw new TarnException(
          ErrorKind.FORBIDDEN,
          "%s does not lie below %s, where the table's files are".formatted(file, location),
          "Whoever wrote the table named a file of another place in it. Write its rows into the"
              + " table, or go back to an earlier snapshot.");
    }
    return file;
  }
}
