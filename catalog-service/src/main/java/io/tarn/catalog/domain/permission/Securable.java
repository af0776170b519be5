package io.tarn.catalog.domain.permission;

import io.tarn.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something rights can be granted on: the metastore (everything), a catalog, a namespace, or a
 * table, view or model in one; no table is called like a namespace. A right on one holds for all
 * that it contains.
 *
 * @param path names from the catalog downwards; empty for the metastore
 */
public record Securable(List<String> path) {
  public static final Securable METASTORE = new Securable(List.of());
  private static final String METASTORE_NAME = "metastore";
  private static final String ANYTHING = "*";
  private static final int TABLE_DEPTH = 3;

  public Securable {
    path = List.copyOf(path);
    if (path.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "'%s' is not a securable: write metastore, a catalog, catalog.namespace or catalog.namespace.table"
              .formatted(String.join(".", path)));
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when a part is empty
   */
  public static Securable parse(String written) {
    return written.equals(METASTORE_NAME)
        ? METASTORE
        : new Securable(Arrays.asList(written.split("\\.", -1)));
  }

  public static Securable of(TableName table) {
    return parse(table.toString());
  }

  /** The namespace a table is in. */
  public static Securable namespaceOf(TableName table) {
    return namespace(table.catalog(), table.namespace());
  }

  /** A namespace, with dots between the levels. */
  public static Securable namespace(String catalog, String namespace) {
    return parse(catalog + "." + namespace);
  }

  /** A catalog. */
  public static Securable catalog(String catalog) {
    return new Securable(List.of(catalog));
  }

  /** This, then what contains it, up to the metastore. */
  public Stream<Securable> upwards() {
    return Stream.iterate(this, Securable::container).limit(path.size() + 1L);
  }

  /** The catalog it is in or is; the metastore itself. */
  Securable root() {
    return new Securable(path.subList(0, Math.min(1, path.size())));
  }

  /** The innermost namespace it is in, as far down as a name alone can tell. */
  Securable home() {
    return path.size() < TABLE_DEPTH ? this : container();
  }

  /** Something in this, whatever it is called. */
  Securable anythingIn() {
    return new Securable(Stream.concat(path.stream(), Stream.of(ANYTHING)).toList());
  }

  /** The table this is, if it is one and its name is one we give. */
  public Optional<TableName> table() {
    if (path.size() < TABLE_DEPTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(TableName.parse(toString()));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  /** What it is in; the metastore is in itself. */
  Securable container() {
    return path.isEmpty() ? this : new Securable(path.subList(0, path.size() - 1));
  }

  @Override
  public String toString() {
    return path.isEmpty() ? METASTORE_NAME : String.join(".", path);
  }
}
