package io.tarn.ml.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ModelVersionRepository
    implements PanacheRepositoryBase<ModelVersionEntity, ModelVersionEntity.Key> {
  static final Sort NEWEST_FIRST = Sort.descending("version");
}
