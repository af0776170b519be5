package io.tarn.service;

import io.tarn.tables.Connection;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.ObjectStore;
import io.tarn.tables.StoreFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One lakehouse client per process, as the service's own account, and one client of the store with
 * its own keys. Singletons: none of them can be proxied.
 */
@ApplicationScoped
class LakehouseProducer {
  @Produces
  @Singleton
  ObjectStore store(PlatformConfig config) {
    PlatformConfig.S3 s3 = config.s3();
    return new ObjectStore(s3.endpoint(), s3.region(), s3.accessKey(), s3.secretKey());
  }

  @Produces
  @Singleton
  StoreFiles files(PlatformConfig config, ObjectStore store) {
    return StoreFiles.of(store, config.metadataCache().asLongValue());
  }

  void close(@Disposes StoreFiles files) {
    files.close();
  }

  @Produces
  @Singleton
  Lakehouse lakehouse(
      PlatformConfig config,
      StoreFiles files,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    URI tokens = URI.create(config.oidc().reachable() + "/protocol/openid-connect/token");
    return Lakehouse.connect(
        new Connection(config.catalogUrl(), tokens, service, config.serviceSecret(), files));
  }

  void close(@Disposes Lakehouse lakehouse) {
    lakehouse.close();
  }
}
