package io.tarn.catalog.domain.manifest;

import io.tarn.model.TableName;
import java.util.Set;

/** The tables there are, whoever made them. */
public interface ExistingTables {
  Set<TableName> names();
}
