package io.tarn.catalog.config;

import io.quarkus.runtime.StartupEvent;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.audit.Auditing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;

/** The catalog of the platform's own tables is there from the start. */
@ApplicationScoped
class SystemCatalog {
  private final Catalogs catalogs;
  private final Namespaces namespaces;
  private final Transactions transactions;
  private final CatalogConfig config;

  SystemCatalog(
      Catalogs catalogs, Namespaces namespaces, Transactions transactions, CatalogConfig config) {
    this.catalogs = catalogs;
    this.namespaces = namespaces;
    this.transactions = transactions;
    this.config = config;
  }

  void create(@Observes StartupEvent started) {
    String catalog = Auditing.TABLE.catalog();
    transactions.run(
        () -> {
          catalogs.createIfAbsent(catalog, config.warehouse() + "/" + catalog);
          return namespaces.create(catalog, Auditing.TABLE.namespace(), Map.of(), Optional.empty());
        });
  }
}
