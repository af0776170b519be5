package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The namespaces of the catalogs. Changes join the running transaction. */
public interface Namespaces {
  List<String> list(String catalog);

  /** Their properties, or empty when there is no such namespace. */
  Optional<Map<String, String>> properties(String catalog, String namespace);

  /** Keeps a namespace until the transaction ends; false when there is none. */
  boolean hold(String catalog, String namespace);

  /**
   * Makes a namespace.
   *
   * @param by who asks for it, and owns it, unless it is one of the services; empty for a manifest
   * @return false when it is there already
   */
  boolean create(
      String catalog, String namespace, Map<String, String> properties, Optional<Principal> by);

  void replaceProperties(String catalog, String namespace, Map<String, String> properties);

  /**
   * Removes a namespace.
   *
   * @return false when it holds tables, views or namespaces
   */
  boolean drop(String catalog, String namespace);
}
