package io.tarn.service;

import io.tarn.tables.Connection;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One lakehouse client per process, as the service's own account. Singletons: neither can be
 * proxied.
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
  Lakehouse lakehouse(
      PlatformConfig config,
      ObjectStore store,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    URI tokens = URI.create(config.oidc().reachable() + "/protocol/openid-connect/token");
    return Lakehouse.connect(
        new Connection(
            config.catalogUrl(),
            tokens,
            service,
            config.serviceSecret(),
            store,
            config.metadataCache().asLongValue()));
  }

  void close(@Disposes Lakehouse lakehouse) {
    lakehouse.close();
  }
}
