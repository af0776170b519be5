package io.tarn.catalog.config;

import io.tarn.service.PlatformConfig;
import io.tarn.tables.ObjectStore;
import io.tarn.tables.StoreFiles;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The object store, with the service's own keys: one client for all. */
class StorageProducer {
  @Produces
  @Singleton
  StoreFiles storage(ObjectStore store, PlatformConfig config) {
    return StoreFiles.of(store, config.metadataCache().asLongValue());
  }

  void close(@Disposes StoreFiles storage) {
    storage.close();
  }
}
