package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;
import java.util.Map;

/** Which kind of manifest declares a table. */
public interface TableKinds {
  /** Of a table the asking person may not see. */
  String HIDDEN = "Hidden";

  /** Of a table no manifest declares. */
  String UNDECLARED = "Undeclared";

  /** Each declared table to {@code Source}, {@code Table} or {@code Model}. */
  Map<TableName, String> declared();
}
