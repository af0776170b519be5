package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;

/** Where grants made over REST are kept. */
public interface GrantStore {
  /** Keeps a grant, and says whether it is new. */
  boolean add(Grant grant, Principal by);

  /** Drops a grant, and says whether there was one. */
  boolean drop(Grant grant);
}
