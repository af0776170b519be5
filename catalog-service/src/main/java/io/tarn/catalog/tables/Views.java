package io.tarn.catalog.tables;

import io.tarn.catalog.domain.ViewPointer;
import io.tarn.catalog.domain.ViewPointers;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.OnceOnly;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.view.ViewMetadata;

/**
 * The views there are: finding, renaming, dropping. Engines outside resolve their queries, with the
 * rights of whoever asks.
 */
@ApplicationScoped
public class Views {
  private final ViewPointers pointers;
  private final SharedNames names;
  private final ViewFiles files;
  private final OnceOnly once;

  Views(ViewPointers pointers, SharedNames names, ViewFiles files, OnceOnly once) {
    this.pointers = pointers;
    this.names = names;
    this.files = files;
    this.once = once;
  }

  /**
   * The views of a namespace, by name.
   *
   * @throws org.apache.iceberg.exceptions.NoSuchNamespaceException when there is none
   */
  public List<TableName> list(String catalog, String namespace) {
    names.requireNamespace(catalog, namespace);
    return pointers.list(catalog, namespace);
  }

  /**
   * A view's metadata.
   *
   * @throws NoSuchViewException when there is no such view
   */
  public ViewMetadata load(TableName view) {
    return files.read(pointer(view).metadataLocation());
  }

  /**
   * Does nothing when there is such a view.
   *
   * @throws NoSuchViewException when there is none
   */
  public void require(TableName view) {
    pointer(view);
  }

  /**
   * Gives a view another name.
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

  /** Forgets a view; its metadata stay, from which it can be registered again. */
  public void drop(TableName view, Author author) {
    once.run(
        author,
        () -> {
          ViewPointer locked = locked(view);
          pointers.delete(locked);
          return locked;
        });
  }

  /**
   * The pointer of a view.
   *
   * @throws NoSuchViewException when there is none
   */
  ViewPointer pointer(TableName view) {
    return pointers.find(view).orElseThrow(() -> missing(view));
  }

  private ViewPointer locked(TableName view) {
    return pointers.lock(view).orElseThrow(() -> missing(view));
  }

  private static NoSuchViewException missing(TableName view) {
    return new NoSuchViewException("View does not exist: %s", Tables.shown(view));
  }
}
