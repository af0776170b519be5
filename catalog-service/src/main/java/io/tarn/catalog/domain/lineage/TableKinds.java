package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;

/** Which kind of manifest declares a table. */
public interface TableKinds {
  /** Of a table the asking person may not see. */
  String HIDDEN = "Hidden";

  /** Of a table no manifest declares. */
  String UNDECLARED = "Undeclared";

  /** {@code Source}, {@code Table}, {@code Model} or {@link #UNDECLARED}. */
  String of(TableName table);
}
