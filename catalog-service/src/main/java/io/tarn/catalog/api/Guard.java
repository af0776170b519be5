package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.domain.storage.ObjectRequest;
import io.tarn.catalog.tables.TableRequest;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets the caller of the current request through or not. What a service does for somebody it
 * accounts for itself; what anybody else does here is written to the audit log before it happens.
 */
@RequestScoped
class Guard {
  /** Of services, which account for what they do themselves. */
  private static final AuditTrail.Entry NOTHING = () -> {};

  private final AccessControl control;
  private final AuditTrail trail;
  private final CallerIdentity caller;

  Guard(AccessControl control, AuditTrail trail, CallerIdentity caller) {
    this.control = control;
    this.trail = trail;
    this.caller = caller;
  }

  /** Whether the caller may know that the table is there, its columns and their tags. */
  boolean sees(TableName table) {
    return control.sees(caller.identity(), table);
  }

  /** Whether the caller may know of the table's counts, commits and runs too. */
  boolean seesFigures(TableName table) {
    return control.seesFigures(caller.identity(), table);
  }

  /** Whether the caller may know that the namespace is there, whatever it holds. */
  boolean sees(String catalog, String namespace) {
    return control.seesNamespace(caller.identity(), Securable.namespace(catalog, namespace));
  }

  /**
   * Ends the request unless the caller may know that the table is there.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  void requireSight(TableName table) {
    if (!sees(table)) {
      control.admit(caller.identity(), new Access(Securable.of(table), Privilege.SELECT));
    }
  }

  /**
   * Ends the request unless the caller may know of the table's counts, commits and runs.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  void requireFigures(TableName table) {
    if (!seesFigures(table)) {
      control.admit(caller.identity(), new Access(Securable.of(table), Privilege.SELECT));
    }
  }

  /**
   * Ends the request unless the privilege was granted.
   *
   * @param securable a catalog, a namespace or a table
   * @throws TarnException FORBIDDEN with the reason; UNAVAILABLE when it cannot be audited
   */
  void require(Securable securable, Privilege privilege) {
    Identity identity = caller.identity();
    Access access = new Access(securable, privilege);
    account(identity, access, control.admit(identity, access).reason()).await();
  }

  /**
   * Ends the request unless the caller may change the table, whose metadata it gets, or make it.
   */
  void require(TableRequest request) {
    if (request.creates()) {
      requireCreation(request.table());
    } else {
      Identity identity = caller.identity();
      Access change = new Access(Securable.of(request.table()), Privilege.MODIFY);
      String reason = control.admit(identity, change).reason();
      AuditTrail.Entry read = admitToMetadata(request.table());
      account(identity, change, reason).await();
      read.await();
    }
  }

  /** Ends the request unless the caller may make such a table. */
  void requireCreation(TableName table) {
    require(Securable.namespaceOf(table), Privilege.CREATE_TABLE);
  }

  /** Whether he may. */
  boolean mayCreate(TableName table) {
    return control.allows(
        caller.identity(), new Access(Securable.namespaceOf(table), Privilege.CREATE_TABLE));
  }

  /** Ends the request unless the caller may give a table or view the other name. */
  void requireRename(TableName from, TableName to) {
    require(Securable.of(from), Privilege.MANAGE);
    requireCreation(to);
  }

  /**
   * Ends the request unless the caller may have a table's metadata, which tells where its files
   * are: only who may read all of it, with no filter and no mask.
   */
  void requireMetadata(TableName table) {
    admitToMetadata(table).await();
  }

  /**
   * The same, where it is read while the access is written down: what was read, or why it could not
   * be, gets out once both are done.
   */
  <T> T metadata(TableName table, Supplier<T> reading) {
    AuditTrail.Entry read = admitToMetadata(table);
    try {
      return reading.get();
    } finally {
      read.await();
    }
  }

  private AuditTrail.Entry admitToMetadata(TableName table) {
    Identity identity = caller.identity();
    if (control.trusts(identity)) {
      return NOTHING;
    }
    Access access = Access.select(table);
    control.admitWhole(identity, access);
    return account(identity, access, "all of it may be seen");
  }

  /**
   * Ends the request unless the caller may do with a table's files what another request would do
   * there. Reading and writing are accounted for where the table is loaded and committed, deleting
   * here.
   *
   * @param made whether there is such a table; else the caller may write it who may make it, and
   *     whoever may not is refused as if it were there
   */
  void requireFiles(TableName table, boolean made, ObjectRequest request) {
    Identity identity = caller.identity();
    boolean staging = !made && mayCreate(table);
    Access write =
        staging
            ? new Access(Securable.namespaceOf(table), Privilege.CREATE_TABLE)
            : new Access(Securable.of(table), Privilege.MODIFY);
    if (!request.writes().isEmpty() || !request.removes().isEmpty()) {
      control.admit(identity, write);
    }
    if (!staging && !control.trusts(identity)) {
      control.admitWhole(identity, Access.select(table));
    }
    if (!request.removes().isEmpty()) {
      account(identity, write, "deletes " + String.join(", ", request.removes())).await();
    }
  }

  /** What the caller may do with all files of a table: to modify them, to read them, or nothing. */
  Optional<Privilege> rightOnFiles(TableName table) {
    Identity identity = caller.identity();
    if (!control.decide(identity, Access.select(table)).whole()) {
      return Optional.empty();
    }
    Access change = new Access(Securable.of(table), Privilege.MODIFY);
    return Optional.of(control.allows(identity, change) ? Privilege.MODIFY : Privilege.SELECT);
  }

  /**
   * Writes down that the caller gets keys to a table's files.
   *
   * @throws TarnException UNAVAILABLE when it cannot be audited: he must not get them
   */
  void accountForKeys(TableName table, Privilege right, Instant until) {
    account(
            caller.identity(),
            new Access(Securable.of(table), right),
            "keys to its files, until " + until.truncatedTo(ChronoUnit.SECONDS))
        .await();
  }

  private AuditTrail.Entry account(Identity identity, Access access, String reason) {
    return control.trusts(identity)
        ? NOTHING
        : trail.begin(
            identity,
            access.privilege().toString(),
            List.of(access.securable().toString()),
            reason);
  }
}
