package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables there are. Changes join the running transaction. */
public interface TablePointers {
  Optional<TablePointer> find(TableName name);

  /** All of all catalogs, by name. */
  List<TableName> list();

  /** Of one namespace, by name. */
  List<TableName> list(String catalog, String namespace);

  /**
   * The pointer as it is now, held by this transaction until its end; empty when there is none of
   * that name, or none any more once whoever held it let go.
   */
  Optional<TablePointer> lock(TableName name);

  /**
   * Makes a table, held by this transaction. Its sequence goes on where an earlier table of this
   * name ended, so that no listener takes its commits for old ones.
   *
   * @param by owns it, unless it is one of the platform's services
   * @return empty when there is one already
   */
  Optional<TablePointer> insert(TableName name, UUID uuid, String metadataLocation, Principal by);

  /** Moves a locked table on, and keeps what the writing tells of its lineage. */
  void move(TablePointer locked, String metadataLocation, long sequence, Writing writing);

  /**
   * Renames a locked table.
   *
   * @return false when the new name is taken
   */
  boolean rename(TablePointer locked, TableName name);

  /** Forgets a locked table; its commits stay in the log. */
  void delete(TablePointer locked);

  /** The table that lies at one of the locations. */
  Optional<TablePointer> at(List<String> locations);

  /** Whether the metadata of some table lies under a location, which ends with a slash. */
  boolean anyUnder(String location);
}
