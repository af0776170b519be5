package io.tarn.catalog.domain.manifest;

import io.tarn.model.TableName;
import java.util.Optional;

/** The Iceberg format versions that tables have. */
public interface TableFormats {
  /** Empty when there is no such table. */
  Optional<Integer> of(TableName table);
}
