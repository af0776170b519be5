package io.tarn.catalog.api;

import io.tarn.model.TableName;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;

/**
 * Iceberg's names as Tarn's. A name that Tarn does not allow cannot be made, and whoever looks for
 * it finds nothing.
 */
final class Names {
  /** The character between the levels of a namespace in a path. */
  private static final String LEVELS = "\u001f";

  /** Stands in for the parts that are not looked at. */
  private static final String ANY = "any";

  private Names() {}

  /** The table at a path. */
  static TableName table(String catalog, String namespace, String table) {
    try {
      return new TableName(catalog, dotted(namespace), table);
    } catch (IllegalArgumentException never) {
      throw new NoSuchTableException("Table does not exist: %s.%s", namespace, table);
    }
  }

  /** The view at a path. */
  static TableName view(String catalog, String namespace, String view) {
    try {
      return new TableName(catalog, dotted(namespace), view);
    } catch (IllegalArgumentException never) {
      throw new NoSuchViewException("View does not exist: %s.%s", namespace, view);
    }
  }

  /** The table or view a request names. */
  static TableName table(String catalog, TableIdentifier identifier) {
    return newTable(catalog, written(identifier.namespace()), identifier.name());
  }

  /** A table or view that is to be made, in a namespace that must be there. */
  static TableName newTable(String catalog, String namespace, String table) {
    namespace(catalog, namespace);
    return named(catalog, namespace, table);
  }

  private static TableName named(String catalog, String namespace, String table) {
    try {
      return new TableName(catalog, dotted(namespace), table);
    } catch (IllegalArgumentException refused) {
      throw new BadRequestException(refused, "%s", refused.getMessage());
    }
  }

  /** The namespace at a path. */
  static String namespace(String catalog, String namespace) {
    try {
      return new TableName(catalog, dotted(namespace), ANY).namespace();
    } catch (IllegalArgumentException never) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
    }
  }

  /** A namespace that is to be made. */
  static String newNamespace(String catalog, Namespace namespace) {
    return named(catalog, written(namespace), ANY).namespace();
  }

  /** The namespace of a dotted name. */
  static Namespace namespace(String dotted) {
    return Namespace.of(dotted.split("\\.", -1));
  }

  static TableIdentifier identifier(TableName table) {
    return TableIdentifier.of(namespace(table.namespace()), table.table());
  }

  private static String written(Namespace namespace) {
    return String.join(LEVELS, namespace.levels());
  }

  /** Levels as Tarn writes them. */
  private static String dotted(String written) {
    if (written.contains(".")) {
      throw new IllegalArgumentException(
          "'%s' is not a name: no level of a namespace may have a dot".formatted(written));
    }
    return written.replace(LEVELS, ".");
  }
}
