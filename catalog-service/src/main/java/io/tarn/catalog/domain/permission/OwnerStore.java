package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;

/** Where it is kept whose things are. Changes join the running transaction. */
public interface OwnerStore {
  /**
   * Makes a catalog, a namespace, a table or a view somebody's.
   *
   * @return false when there is no such thing
   */
  boolean give(Securable securable, Principal owner);
}
