package io.tarn.catalog.api;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.TableRequest;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.RequestScoped;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets the caller of the current request through or not. What a service does for somebody it
 * accounts for itself; what anybody else does here is written to the audit log before it happens.
 */
@RequestScoped
class Guard {
  /** Of a table's commits, positions and runs. */
  static final String READ_HISTORY = "READ HISTORY";

  static final String READ_LINEAGE = "READ LINEAGE";

  private final AccessControl control;
  private final Accounts accounts;
  private final CallerIdentity caller;

  Guard(AccessControl control, Accounts accounts, CallerIdentity caller) {
    this.control = control;
    this.accounts = accounts;
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

  /** Whether the caller may know of the counts of every table in the namespace of this one. */
  boolean seesAllFigures(TableName table) {
    return control.seesAllFigures(caller.identity(), Securable.namespaceOf(table));
  }

  /** The same of every table in a catalog. */
  boolean seesFiguresOfCatalog(String catalog) {
    return control.seesAllFigures(caller.identity(), Securable.catalog(catalog));
  }

  /** Whether the caller is one of the services that enforce the rules for others. */
  boolean isService() {
    return control.trusts(caller.identity());
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
      control.admit(caller.identity(), Access.select(table));
    }
  }

  /**
   * Ends the request unless the caller may know of the table's counts, commits and runs.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  void requireFigures(TableName table) {
    if (!seesFigures(table)) {
      control.admit(caller.identity(), Access.select(table));
    }
  }

  /**
   * Ends the request unless the privilege was granted.
   *
   * @param securable a catalog, a namespace or a table
   * @throws TarnException FORBIDDEN with the reason; UNAVAILABLE when it cannot be audited
   */
  void require(Securable securable, Privilege privilege) {
    require(new Access(securable, privilege), privilege.toString(), securable);
  }

  /**
   * Ends the request unless it was granted; what is done is written down, and not the right to it.
   *
   * @param act as {@code DROP TABLE}
   * @param what it is done to, which may not be there yet
   * @throws TarnException FORBIDDEN with the reason; UNAVAILABLE when it cannot be audited
   */
  void require(Access needed, String act, Securable what) {
    accounts.begin(act, what, control.admit(caller.identity(), needed).reason()).await();
  }

  /** The same of what needs MANAGE on itself. */
  void requireManage(String act, Securable what) {
    require(Access.manage(what), act, what);
  }

  /** Ends the request unless the caller may change the table and see all of it, or make it. */
  void require(TableRequest request) {
    change(request, account -> null);
  }

  /**
   * Changes a table, or makes it, once it is written down who does. What the table becomes gets out
   * once it is also written down who sees it.
   *
   * @param change awaits the account before it changes anything, and may prepare meanwhile
   */
  <T> T change(TableRequest request, Function<AuditTrail.Entry, T> change) {
    // What the catalog records of a commit tells how far its inputs were.
    request.inputs().forEach(this::requireFigures);
    if (request.creates()) {
      requireCreation(request.table());
      return change.apply(AuditTrail.Entry.WRITTEN);
    }
    Access write = Access.modify(request.table());
    String reason = control.admit(caller.identity(), write).reason();
    admitToAll(request.table());
    AuditTrail.Entry account = accounts.begin(write, reason);
    return beside(account, () -> beside(seeing(request.table()), () -> change.apply(account)));
  }

  /** Ends the request unless the caller may make such a table. */
  void requireCreation(TableName table) {
    Access create = Access.create(table);
    require(create, create.privilege().toString(), Securable.of(table));
  }

  /** Ends the request unless the caller may give a table or view the other name. */
  void requireRename(TableName from, TableName to) {
    requireManage("RENAME", Securable.of(from));
    requireCreation(to);
  }

  /**
   * Ends the request unless the caller may have a table's metadata, which tells where its files
   * are: only who may read all of it, with no filter and no mask.
   */
  void requireMetadata(TableName table) {
    admitToAll(table);
    seeing(table).await();
  }

  /**
   * The same, where it is read while the access is written down: what was read, or why it could not
   * be, gets out once both are done.
   */
  <T> T metadata(TableName table, Supplier<T> reading) {
    admitToAll(table);
    return beside(seeing(table), reading);
  }

  /** Gives out what was read of a table beside its rows, once it is written down who reads it. */
  <T> T told(String act, TableName about, T answer) {
    accounts.begin(act, Securable.of(about), "it may be seen").await();
    return answer;
  }

  private void admitToAll(TableName table) {
    if (!control.trusts(caller.identity())) {
      control.admitWhole(caller.identity(), Access.select(table));
    }
  }

  private AuditTrail.Entry seeing(TableName table) {
    return accounts.begin(Access.select(table), "all of it may be seen");
  }

  private static <T> T beside(AuditTrail.Entry access, Supplier<T> reading) {
    try {
      return reading.get();
    } finally {
      access.await();
    }
  }
}
