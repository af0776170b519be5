package io.tarn.ml.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class TrainingRunRepository implements PanacheRepositoryBase<TrainingRunEntity, UUID> {
  static final Sort NEWEST_FIRST = Sort.descending("startedAt", "id");
}
