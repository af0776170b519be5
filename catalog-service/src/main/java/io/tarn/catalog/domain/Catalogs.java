package io.tarn.catalog.domain;

import java.util.List;
import java.util.Optional;

/** The catalogs, also called warehouses. */
public interface Catalogs {
  /** Where a catalog keeps its tables, or empty when there is no such catalog. */
  Optional<String> location(String catalog);

  List<String> names();

  /** Makes the catalog unless it is there; joins a running transaction. */
  void createIfAbsent(String catalog, String location);
}
