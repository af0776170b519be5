package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import java.util.Optional;

/** Where grants made over REST are kept. */
public interface GrantStore {
  /**
   * Keeps a grant, and says whether it is new, or newly the owner's.
   *
   * @param asOwner the owner of the securable, if it is given in that one's name
   */
  boolean add(Grant grant, Principal by, Optional<Principal> asOwner);

  /** Drops a grant, and says whether there was one. */
  boolean drop(Grant grant);
}
