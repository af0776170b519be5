package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Grants given and taken over REST, by those who own or manage the securable. */
public class Grants {
  private final GrantStore store;
  private final RuleBook book;
  private final RuleChanges changes;

  public Grants(GrantStore store, RuleBook book, RuleChanges changes) {
    this.store = store;
    this.book = book;
    this.changes = changes;
  }

  /** The caller's own grants, and all grants on what the caller manages. */
  public List<Grant> visible(Identity who) {
    return book.rules()
        .grants()
        .values()
        .flatMap(Collection::stream)
        .filter(
            grant ->
                who.all().contains(grant.principal()) || changes.manages(who, grant.securable()))
        .sorted(
            Comparator.comparing((Grant grant) -> grant.securable().toString())
                .thenComparing(grant -> grant.principal().toString())
                .thenComparing(Grant::privilege))
        .toList();
  }

  /**
   * Gives a right; giving it again changes nothing.
   *
   * @throws TarnException FORBIDDEN when the caller does not manage the securable; INVALID when it
   *     could not be used there
   */
  public void give(Identity who, Grant grant) {
    changes.admit(who, grant.securable());
    if (grant.privilege() == Privilege.USE_CATALOG
        && !grant.securable().equals(grant.securable().root())) {
      throw new TarnException(
          ErrorKind.INVALID,
          "%s is in a catalog and cannot be used as one.".formatted(grant.securable()),
          "Grant USE CATALOG on the catalog, or on the metastore for all.");
    }
    Optional<Principal> asOwner = book.rules().owner(grant.securable()).filter(who.all()::contains);
    if (store.add(grant, who.self(), asOwner)) {
      changed(who, "GRANT", grant, "%s to %s".formatted(grant, grant.principal()));
    }
  }

  /**
   * Takes a right back.
   *
   * @throws TarnException FORBIDDEN when the caller does not manage the securable; CONFLICT when a
   *     manifest or the configuration gives it; NOT_FOUND when there is no such grant
   */
  public void revoke(Identity who, Grant grant) {
    changes.admit(who, grant.securable());
    if (!store.drop(grant)) {
      throw notRevocable(grant);
    }
    changed(who, "REVOKE", grant, "%s from %s".formatted(grant, grant.principal()));
  }

  private void changed(Identity who, String action, Grant grant, String what) {
    changes.made(who, action, grant.securable(), what);
  }

  private TarnException notRevocable(Grant grant) {
    return book.rules().on(grant.securable()).stream()
        .filter(grant::equalsRight)
        .findFirst()
        .map(
            declared ->
                new TarnException(
                    ErrorKind.CONFLICT,
                    "%s was given to %s by %s, not over REST."
                        .formatted(grant, grant.principal(), declared.origin()),
                    "Change it there, and apply."))
        .orElseGet(
            () ->
                new TarnException(
                    ErrorKind.NOT_FOUND,
                    "%s was not granted to %s.".formatted(grant, grant.principal()),
                    "Look at GET /api/v1/grants; it may be inherited or given to a group."));
  }
}
