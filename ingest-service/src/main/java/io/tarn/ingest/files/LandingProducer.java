package io.tarn.ingest.files;

import io.tarn.tables.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One client of the store for all file sources. */
@ApplicationScoped
class LandingProducer {
  @Produces
  @Singleton
  Landing landing(ObjectStore store) {
    return new Landing(store);
  }
}
