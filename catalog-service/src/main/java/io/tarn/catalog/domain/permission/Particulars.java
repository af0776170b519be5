package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is said of one securable by itself, and neither in a manifest nor in the configuration.
 *
 * @param granted over REST, each to the owner as whom somebody gave it, if it was given so
 * @param unknown whether it is a table of which neither a commit nor a report nor anybody told what
 *     it holds
 */
public record Particulars(
    Securable securable,
    Optional<Principal> owner,
    Map<Grant, Optional<Principal>> granted,
    boolean unknown) {

  /** Of something that is not there, or of which nothing is said. */
  public static Particulars none(Securable securable) {
    return new Particulars(securable, Optional.empty(), Map.of(), false);
  }

  /** Whether a grant is said here, and not elsewhere. */
  static boolean isSaidHere(Grant grant) {
    return grant.origin().equals(Grant.REST) || grant.origin().equals(Grant.OWNER);
  }

  boolean isOwnedBy(Principal who) {
    return owner.equals(Optional.of(who));
  }

  Stream<Grant> grants() {
    return Stream.concat(
        granted.keySet().stream(), owner.stream().map(who -> Grant.ofOwner(securable, who)));
  }
}
