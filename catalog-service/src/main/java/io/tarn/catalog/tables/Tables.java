package io.tarn.catalog.tables;

import io.tarn.catalog.domain.StoredTable;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.OnceOnly;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** The tables there are: finding, renaming, dropping. */
@ApplicationScoped
public class Tables {
  private final TablePointers pointers;
  private final SharedNames names;
  private final MetadataFiles files;
  private final OnceOnly once;
  private final OldFiles oldFiles;

  Tables(
      TablePointers pointers,
      SharedNames names,
      MetadataFiles files,
      OnceOnly once,
      OldFiles oldFiles) {
    this.pointers = pointers;
    this.names = names;
    this.files = files;
    this.once = once;
    this.oldFiles = oldFiles;
  }

  /**
   * The pointer of a table.
   *
   * @throws NoSuchTableException when there is none
   */
  public TablePointer pointer(TableName table) {
    return pointers.find(table).orElseThrow(() -> missing(table));
  }

  /**
   * A table and, if it is at hand, its metadata file.
   *
   * @throws NoSuchTableException when there is none
   */
  public StoredTable stored(TableName table) {
    return files.find(table).orElseThrow(() -> missing(table));
  }

  /** The metadata of a table that was found. */
  public TableMetadata metadata(StoredTable table) {
    return files.read(table);
  }

  /** The metadata a pointer leads to. */
  public TableMetadata metadata(TablePointer pointer) {
    return files.read(pointer);
  }

  /**
   * The tables of a namespace, by name.
   *
   * @throws NoSuchNamespaceException when there is no such namespace
   */
  public List<TableName> list(String catalog, String namespace) {
    names.requireNamespace(catalog, namespace);
    return pointers.list(catalog, namespace);
  }

  /**
   * Gives a table another name.
   *
   * @throws AlreadyExistsException when it is taken
   */
  public void rename(TableName from, TableName to, Author author) {
    names.requirePlace(to);
    once.run(
        author,
        () -> {
          if (!pointers.rename(locked(from), to)) {
            throw names.renameTaken(from, to);
          }
          return to;
        });
  }

  /** Forgets a table; its files stay. */
  public void drop(TableName table, Author author) {
    once.run(author, deletion(table));
  }

  /** Forgets a table and deletes everything below its location. */
  public void purge(TableName table, Author author) {
    TablePointer dropped = once.run(author, deletion(table));
    oldFiles.purge(metadata(dropped));
  }

  private Supplier<TablePointer> deletion(TableName table) {
    return () -> {
      TablePointer locked = locked(table);
      pointers.delete(locked);
      return locked;
    };
  }

  private TablePointer locked(TableName table) {
    return pointers.lock(table).orElseThrow(() -> missing(table));
  }

  static NoSuchTableException missing(TableName table) {
    return new NoSuchTableException("Table does not exist: %s", shown(table));
  }

  /** As Iceberg's clients, which know one catalog, name it. */
  static String shown(TableName table) {
    return table.namespace() + "." + table.table();
  }
}
