package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;

/** Ownership, given away by the owner, or by whoever manages the securable. */
public class Owners {
  private final OwnerStore store;
  private final Grants grants;
  private final RuleChanges changes;

  public Owners(OwnerStore store, Grants grants, RuleChanges changes) {
    this.store = store;
    this.grants = grants;
    this.changes = changes;
  }

  /** What the caller owns, and the owners of what the caller manages, as the grants they have. */
  public List<Grant> visible(Identity who) {
    return grants.visible(who).stream()
        .filter(grant -> grant.origin().equals(Grant.OWNER))
        .toList();
  }

  /**
   * Makes somebody the owner, in place of whoever was.
   *
   * @throws TarnException FORBIDDEN when the caller neither owns nor manages the securable;
   *     NOT_FOUND when there is no such thing
   */
  public void give(Identity who, Securable securable, Principal owner) {
    changes.admit(who, securable);
    if (!store.give(securable, owner)) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "There is no %s that somebody could own.".formatted(securable),
          "A catalog, a namespace, a table or a view has an owner; the metastore has administrators.");
    }
    changes.made(who, "CHANGE OWNER", securable, securable + " belongs to " + owner);
  }
}
