package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.model.Principal;
import java.util.Set;

/**
 * Somebody who may read a table.
 *
 * @param manages whether he has MANAGE on it
 */
record Viewer(Identity who, boolean manages) {
  boolean isOneOf(Set<Principal> except) {
    return who.all().stream().anyMatch(except::contains);
  }
}
