package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.ViewPointers;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** The names in a namespace, which tables and views share. */
@ApplicationScoped
class SharedNames {
  /** What a name stands for. */
  enum Kind {
    TABLE("Table"),
    VIEW("View");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private final Namespaces namespaces;
  private final TablePointers tables;
  private final ViewPointers views;

  SharedNames(Namespaces namespaces, TablePointers tables, ViewPointers views) {
    this.namespaces = namespaces;
    this.tables = tables;
    this.views = views;
  }

  /**
   * Does nothing when there is such a namespace.
   *
   * @throws NoSuchNamespaceException when there is none
   */
  void requireNamespace(String catalog, String namespace) {
    if (namespaces.properties(catalog, namespace).isEmpty()) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
    }
  }

  /**
   * Does nothing when the name may be given in a namespace that is there.
   *
   * @throws AlreadyExistsException when a table or a view has it
   * @throws NoSuchNamespaceException when there is nowhere to put it
   */
  void requireFree(TableName name, Kind wanted) {
    requireNamespace(name.catalog(), name.namespace());
    if (isTaken(name)) {
      throw taken(name, wanted);
    }
    requireNoNamespace(name);
  }

  /**
   * Does nothing when what there is may get the name; whether another has it is not looked at.
   *
   * @throws AlreadyExistsException when a namespace has it
   * @throws NoSuchNamespaceException when there is nowhere to put it
   */
  void requirePlace(TableName name) {
    requireNamespace(name.catalog(), name.namespace());
    requireNoNamespace(name);
  }

  private void requireNoNamespace(TableName name) {
    String namespace = name.namespace() + "." + name.table();
    if (namespaces.properties(name.catalog(), namespace).isPresent()) {
      throw new AlreadyExistsException("Namespace with same name already exists: %s", namespace);
    }
  }

  /**
   * Does nothing when a namespace may be called so.
   *
   * @throws AlreadyExistsException when a table or a view has the name
   */
  void requireFree(TableName namespace) {
    if (isTaken(namespace)) {
      throw new AlreadyExistsException(
          "%s with same name already exists: %s", holder(namespace).word, Tables.shown(namespace));
    }
  }

  private boolean isTaken(TableName name) {
    return tables.find(name).isPresent() || views.find(name).isPresent();
  }

  /** Says what already has a name that was wanted, as Iceberg's own catalogs do. */
  AlreadyExistsException taken(TableName name, Kind wanted) {
    Kind holder = holder(name);
    return new AlreadyExistsException(
        "%s%s already exists: %s",
        holder.word, holder == wanted ? "" : " with same name", Tables.shown(name));
  }

  /** The same, of another name for what there is. */
  AlreadyExistsException renameTaken(TableName from, TableName to) {
    return new AlreadyExistsException(
        "Cannot rename %s to %s. %s already exists",
        Tables.shown(from), Tables.shown(to), holder(to).word);
  }

  private Kind holder(TableName name) {
    return views.find(name).isPresent() ? Kind.VIEW : Kind.TABLE;
  }
}
