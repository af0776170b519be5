package io.tarn.catalog.tables;

import io.tarn.model.TableName;

/** A catalog without views, in which every name may be given. */
final class FreeNames extends SharedNames {
  FreeNames() {
    super(null, null, null);
  }

  @Override
  void requireFree(TableName name, Kind wanted) {
    // It is.
  }
}
