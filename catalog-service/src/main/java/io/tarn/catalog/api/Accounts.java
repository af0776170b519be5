package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Securable;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** Has written down what the caller of the current request was allowed. */
@RequestScoped
class Accounts {
  private final AccessControl control;
  private final AuditTrail trail;
  private final CallerIdentity caller;

  Accounts(AccessControl control, AuditTrail trail, CallerIdentity caller) {
    this.control = control;
    this.trail = trail;
    this.caller = caller;
  }

  /** Begins to write down an access; of services nothing, which account for what they do. */
  AuditTrail.Entry begin(Access access, String reason) {
    return begin(access.privilege().toString(), access.securable(), reason);
  }

  /**
   * The same of what is done with a right.
   *
   * @param act as {@code DROP TABLE}
   * @param what it is done to, which may not be there yet
   */
  AuditTrail.Entry begin(String act, Securable what, String reason) {
    Identity identity = caller.identity();
    return control.trusts(identity)
        ? AuditTrail.Entry.WRITTEN
        : trail.begin(identity, act, List.of(what.toString()), reason);
  }
}
