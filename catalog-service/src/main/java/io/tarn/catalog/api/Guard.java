package io.tarn.catalog.api;

import io.tarn.catalog.domain.AccessRules;
import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.tables.TableRequest;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import io.tarn.service.AuditLog;
import io.tarn.service.Caller;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Lets the caller of the current request through or not. What a service does for somebody it
 * accounts for itself; what anybody else does here is written to the audit log before it happens.
 */
@RequestScoped
class Guard {
  private final AccessRules rules;
  private final Caller caller;
  private final AuditLog audit;

  Guard(AccessRules rules, Caller caller, AuditLog audit) {
    this.rules = rules;
    this.caller = caller;
    this.audit = audit;
  }

  Identity identity() {
    return new Identity(caller.principal(), caller.principals());
  }

  Author author() {
    return new Author(caller.principal(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Whether the caller may know that the securable is there. */
  boolean sees(String securable) {
    Identity identity = identity();
    return rules.allows(identity, securable, Privilege.SELECT)
        || rules.allows(identity, securable, Privilege.MODIFY)
        || rules.allows(identity, securable, Privilege.MANAGE);
  }

  /**
   * Ends the request unless the privilege was granted.
   *
   * @throws TarnException FORBIDDEN with the reason; UNAVAILABLE when it cannot be audited
   */
  void require(String securable, Privilege privilege) {
    try {
      rules.require(identity(), securable, privilege);
    } catch (TarnException refused) {
      record(securable, privilege.toString(), false, refused.getMessage());
      throw refused;
    }
    record(securable, privilege.toString(), true, "granted");
  }

  /** Ends the request unless the caller may change the table, or make it. */
  void require(TableRequest request) {
    if (request.creates()) {
      requireCreation(request.table());
    } else {
      require(request.table().toString(), Privilege.MODIFY);
    }
  }

  /** Ends the request unless the caller may make such a table. */
  void requireCreation(TableName table) {
    require(table.catalog() + "." + table.namespace(), Privilege.CREATE_TABLE);
  }

  /**
   * Ends the request unless the caller may have a table's metadata, which tells where its files
   * are: to read it or to write it, and only all of it.
   */
  void requireMetadata(TableName table) {
    String name = table.toString();
    Identity identity = identity();
    boolean writes = rules.allows(identity, name, Privilege.MODIFY);
    require(name, writes ? Privilege.MODIFY : Privilege.SELECT);
    if (!identity.isPlatformService() && rules.restricts(identity, name)) {
      String reason = name + " is under a row filter or column mask for " + identity.self() + ".";
      record(name, Privilege.SELECT.toString(), false, reason);
      throw new TarnException(
          ErrorKind.FORBIDDEN, reason, "Query it through gold-service, which applies them.");
    }
  }

  private void record(String securable, String action, boolean allowed, String reason) {
    Identity identity = identity();
    if (allowed && identity.isPlatformService()) {
      return;
    }
    audit.record(
        new Accessed(
            UUID.randomUUID().toString(),
            Instant.now(),
            identity.self().toString(),
            "catalog-service",
            action,
            List.of(securable),
            allowed,
            reason,
            null,
            null,
            null,
            caller.remoteAddress()));
  }
}
