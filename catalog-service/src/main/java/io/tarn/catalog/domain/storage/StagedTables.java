package io.tarn.catalog.domain.storage;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.List;

/** Where tables lie that clients write before they make them. */
public interface StagedTables {
  /** Remembers that a principal may write at a location until the table is made, or for a while. */
  void add(TableName table, String location, Principal by);

  /** Where a principal may write for a table that it has not made yet. */
  List<String> locations(TableName table, Principal by);
}
