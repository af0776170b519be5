package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The views there are, which share their names with the tables. Changes join the transaction. */
public interface ViewPointers {
  Optional<ViewPointer> find(TableName name);

  /** Of one namespace, by name. */
  List<TableName> list(String catalog, String namespace);

  /**
   * The pointer as it is now, held by this transaction until its end; empty when there is none of
   * that name, or none any more once whoever held it let go.
   */
  Optional<ViewPointer> lock(TableName name);

  /**
   * Makes a view.
   *
   * @param by owns it, unless it is one of the platform's services
   * @return false when there is a view or a table of that name already
   */
  boolean insert(TableName name, UUID uuid, String metadataLocation, Principal by);

  /** Moves a locked view on. */
  void move(ViewPointer locked, String metadataLocation);

  /**
   * Renames a locked view.
   *
   * @return false when the new name is taken
   */
  boolean rename(ViewPointer locked, TableName name);

  /** Forgets a locked view. */
  void delete(ViewPointer locked);
}
