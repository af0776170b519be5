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
    return begin(access, access.securable(), reason);
  }

  /**
   * The same of something that is not there yet: it is named, not what it will be in.
   *
   * @param what is made with the access
   */
  AuditTrail.Entry begin(Access access, Securable what, String reason) {
    Identity identity = caller.identity();
    return control.trusts(identity)
        ? AuditTrail.Entry.WRITTEN
        : trail.begin(identity, access.privilege().toString(), List.of(what.toString()), reason);
  }
}
