package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.domain.storage.ObjectRequest;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What the caller of the current request may do with tables' files, by signatures or by keys. */
@RequestScoped
class FileGuard {
  private final AccessControl control;
  private final Accounts accounts;
  private final CallerIdentity caller;

  FileGuard(AccessControl control, Accounts accounts, CallerIdentity caller) {
    this.control = control;
    this.accounts = accounts;
    this.caller = caller;
  }

  /** Whether the caller may make such a table, and write its files before. */
  boolean mayStage(TableName table) {
    return control.allows(caller.identity(), Access.create(table));
  }

  /**
   * Ends the request unless the caller may do with a table's files what another request would do
   * there. Reading and writing are accounted for where the table is loaded and committed, deleting
   * here.
   *
   * @param made whether there is such a table; else the caller may write it who may make it, and
   *     whoever may not is refused as if it were there
   */
  void require(TableName table, boolean made, ObjectRequest request) {
    Identity identity = caller.identity();
    boolean staging = !made && mayStage(table);
    Access write = staging ? Access.create(table) : Access.modify(table);
    if (!request.writes().isEmpty() || !request.removes().isEmpty()) {
      control.admit(identity, write);
    }
    if (!staging && !control.trusts(identity)) {
      control.admitWhole(identity, Access.select(table));
    }
    if (!request.removes().isEmpty()) {
      accounts.begin(write, "deletes " + String.join(", ", request.removes())).await();
    }
  }

  /** What the caller may do with all files of a table: to modify them, to read them, or nothing. */
  Optional<Privilege> right(TableName table) {
    Identity identity = caller.identity();
    if (!control.decide(identity, Access.select(table)).whole()) {
      return Optional.empty();
    }
    return Optional.of(
        control.allows(identity, Access.modify(table)) ? Privilege.MODIFY : Privilege.SELECT);
  }

  /**
   * Writes down that the caller gets keys to a table's files.
   *
   * @throws TarnException UNAVAILABLE when it cannot be audited: he must not get them
   */
  void accountForKeys(TableName table, Privilege right, Instant until) {
    accounts
        .begin(
            new Access(Securable.of(table), right),
            "keys to its files, until " + until.truncatedTo(ChronoUnit.SECONDS))
        .await();
  }
}
