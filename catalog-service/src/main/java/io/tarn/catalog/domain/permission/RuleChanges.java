package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.model.error.TarnException;
import java.util.List;

/**
 * What all changes of rules over REST have in common: only who manages a securable makes them, they
 * are in force everywhere, and they are in the audit log.
 */
public class RuleChanges {
  private final PolicyVersion version;
  private final AccessControl access;
  private final AuditTrail trail;

  public RuleChanges(PolicyVersion version, AccessControl access, AuditTrail trail) {
    this.version = version;
    this.access = access;
    this.trail = trail;
  }

  /** Whether somebody owns or manages it. */
  boolean manages(Identity who, Securable securable) {
    return access.allows(who, Access.manage(securable));
  }

  /**
   * Lets somebody change the rules of a securable.
   *
   * @throws TarnException FORBIDDEN when he neither owns nor manages it
   */
  void admit(Identity who, Securable securable) {
    access.admitChange(who, securable);
  }

  /**
   * Tells everybody of a change that was made.
   *
   * @param action a verb for the audit log
   * @param what is different now
   */
  void made(Identity who, String action, Securable securable, String what) {
    version.next(List.of(securable));
    trail.allowed(who, action, List.of(securable.toString()), what);
  }
}
