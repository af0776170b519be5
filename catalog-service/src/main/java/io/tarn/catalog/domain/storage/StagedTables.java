package io.tarn.catalog.domain.storage;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.List;
import java.util.Optional;

/** Where tables lie that clients write before they make them. */
public interface StagedTables {
  /** Remembers that a principal may write at a location until the table is made, or for a while. */
  void add(TableName table, String location, Principal by);

  /** The table that a principal staged at one of the locations. */
  Optional<TableName> at(List<String> locations, Principal by);

  /** Where a principal may write for a table that it has not made yet, the newest place first. */
  List<String> locations(TableName table, Principal by);
}
