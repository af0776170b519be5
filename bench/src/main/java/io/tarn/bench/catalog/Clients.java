package io.tarn.bench.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.rest.RESTCatalog;

/** Iceberg's own clients as shipped: their retries and caches are those of every user. */
record Clients(List<RESTCatalog> each) implements AutoCloseable {
  static Clients open(CatalogServer server, Site site, int count) {
    return new Clients(Stream.generate(() -> open(server, site)).limit(count).toList());
  }

  static RESTCatalog open(CatalogServer server, Site site) {
    Map<String, String> properties = new HashMap<>(site.store());
    properties.putAll(server.client());
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize(server.name(), properties);
    return catalog;
  }

  @Override
  public void close() {
    try {
      for (RESTCatalog client : each) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
