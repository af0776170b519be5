package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.Principal;

/**
 * A principal may do something with a securable and all that it contains.
 *
 * @param origin who says so: {@link #REST}, a policy manifest, the configuration, or {@link #OWNER}
 */
public record Grant(Securable securable, Privilege privilege, Principal principal, String origin) {
  /** Granted over REST, and to be revoked there. */
  public static final String REST = "rest";

  /** Given by the service's configuration. */
  public static final String CONFIGURATION = "configuration";

  /** Comes with owning the securable. */
  public static final String OWNER = "owner";

  /** What an owner has. */
  public static Grant ofOwner(Securable securable, Principal owner) {
    return new Grant(securable, Privilege.ALL_PRIVILEGES, owner, OWNER);
  }

  /** Declared in a policy manifest. */
  public static String declaredBy(String policy) {
    return "Policy/" + policy;
  }

  /** Whether whoever holds this may also do the other. */
  public boolean covers(Privilege other) {
    return privilege == other || privilege == Privilege.ALL_PRIVILEGES;
  }

  /** Whether both give the same right, whoever says so. */
  public boolean equalsRight(Grant other) {
    return securable.equals(other.securable)
        && privilege == other.privilege
        && principal.equals(other.principal);
  }

  @Override
  public String toString() {
    return "%s on %s".formatted(privilege, securable);
  }
}
