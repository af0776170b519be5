package io.tarn.catalog.tables;

import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.idempotency.OnceOnly;
import io.tarn.model.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** The namespaces of the catalogs, one inside another. Their names have dots between the levels. */
@ApplicationScoped
public class NamespaceTree {
  private final Catalogs catalogs;
  private final Namespaces namespaces;
  private final SharedNames names;
  private final TableDefaults defaults;
  private final OnceOnly once;

  NamespaceTree(
      Catalogs catalogs,
      Namespaces namespaces,
      SharedNames names,
      TableDefaults defaults,
      OnceOnly once) {
    this.catalogs = catalogs;
    this.namespaces = namespaces;
    this.names = names;
    this.defaults = defaults;
    this.once = once;
  }

  /**
   * Those directly inside another, or directly in the catalog, by name, each with itself and all
   * that are inside it.
   *
   * @param parent empty for the catalog
   * @throws NoSuchNamespaceException when there is no such catalog or parent
   */
  public SortedMap<String, List<String>> inside(String catalog, String parent) {
    requireCatalog(catalog);
    if (!parent.isEmpty()) {
      properties(catalog, parent);
    }
    int start = parent.isEmpty() ? 0 : parent.length() + 1;
    return namespaces.list(catalog).stream()
        .filter(name -> parent.isEmpty() || name.startsWith(parent + "."))
        .collect(
            Collectors.groupingBy(
                name -> {
                  int end = name.indexOf('.', start);
                  return end < 0 ? name : name.substring(0, end);
                },
                TreeMap::new,
                Collectors.toList()));
  }

  /** The namespace and all that are inside it, at any depth. */
  public List<String> within(String catalog, String namespace) {
    return namespaces.list(catalog).stream()
        .filter(name -> name.equals(namespace) || name.startsWith(namespace + "."))
        .toList();
  }

  /**
   * A namespace's properties.
   *
   * @throws NoSuchNamespaceException when there is none
   */
  public Map<String, String> properties(String catalog, String namespace) {
    return namespaces.properties(catalog, namespace).orElseThrow(() -> missing(namespace));
  }

  /**
   * A namespace's properties, and where its tables lie: without that Trino makes a table before it
   * looks whether its place is empty, and gives up because it is not.
   *
   * @throws NoSuchNamespaceException when there is none
   */
  public Map<String, String> described(String catalog, String namespace) {
    Map<String, String> described = new HashMap<>(properties(catalog, namespace));
    described.putIfAbsent("location", defaults.location(catalog, namespace));
    return described;
  }

  /**
   * Makes a namespace.
   *
   * @throws NoSuchNamespaceException when there is nothing to put it into
   * @throws AlreadyExistsException when it is there, or a table or view is called so: whoever had a
   *     right on one would have it on the other
   */
  public void create(
      String catalog, String namespace, Map<String, String> properties, Author author) {
    requireCatalog(catalog);
    once.run(
        author,
        () -> {
          String parent = parent(namespace);
          if (!parent.isEmpty()) {
            if (!namespaces.hold(catalog, parent)) {
              throw missing(parent);
            }
            names.requireFree(TableName.parse(catalog + "." + namespace));
          }
          if (!namespaces.create(catalog, namespace, properties, Optional.of(author.principal()))) {
            throw new AlreadyExistsException("Namespace already exists: %s", namespace);
          }
          return namespace;
        });
  }

  /**
   * Sets a namespace's properties.
   *
   * @param change of those it has
   * @throws NoSuchNamespaceException when there is none
   */
  public void change(
      String catalog, String namespace, UnaryOperator<Map<String, String>> change, Author author) {
    once.run(
        author,
        () -> {
          namespaces.replaceProperties(
              catalog, namespace, change.apply(properties(catalog, namespace)));
          return namespace;
        });
  }

  /**
   * Removes a namespace.
   *
   * @throws NoSuchNamespaceException when there is none
   * @throws NamespaceNotEmptyException when something is in it
   */
  public void drop(String catalog, String namespace, Author author) {
    properties(catalog, namespace);
    once.run(
        author,
        () -> {
          if (!namespaces.drop(catalog, namespace)) {
            throw new NamespaceNotEmptyException("Namespace is not empty: %s", namespace);
          }
          return namespace;
        });
  }

  /** The namespace in which it is; empty for one directly in the catalog. */
  public static String parent(String namespace) {
    return namespace.substring(0, Math.max(0, namespace.lastIndexOf('.')));
  }

  private static NoSuchNamespaceException missing(String namespace) {
    return new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
  }

  private void requireCatalog(String catalog) {
    if (catalogs.location(catalog).isEmpty()) {
      throw new NoSuchNamespaceException("There is no catalog %s", catalog);
    }
  }
}
