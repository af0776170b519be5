package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import java.util.Set;

/**
 * Who asks.
 *
 * @param all the principal itself and the groups it is in
 */
public record Identity(Principal self, Set<Principal> all) {
  public Identity {
    if (!all.contains(self)) {
      throw new IllegalArgumentException("an identity includes the principal itself");
    }
    all = Set.copyOf(all);
  }
}
