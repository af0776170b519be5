package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.model.Principal;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells other engines from the platform's services, which make and write tables for others. */
@ApplicationScoped
class Makers {
  private final CatalogConfig config;

  Makers(CatalogConfig config) {
    this.config = config;
  }

  boolean isOutside(Principal maker) {
    return !config.services().contains(maker.toString());
  }

  /** Who owns what it makes, or null. */
  String owner(Principal maker) {
    return isOutside(maker) ? maker.toString() : null;
  }
}
