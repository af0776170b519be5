package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.catalog.tables.ReadRestrictions;
import io.tarn.catalog.tables.TrustedEngines;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;

/**
 * Tables of which the caller may see a part only. A trusted engine may have the metadata of such a
 * one, and is told what to keep from the caller; nobody else may.
 */
@RequestScoped
class PartialReading {
  private final AccessControl control;
  private final Accounts accounts;
  private final CallerIdentity caller;
  private final TrustedEngines engines;

  PartialReading(
      AccessControl control, Accounts accounts, CallerIdentity caller, TrustedEngines engines) {
    this.control = control;
    this.accounts = accounts;
    this.caller = caller;
    this.engines = engines;
  }

  /** Which part, when a trusted engine asks; empty when the caller may see all, or nothing. */
  Optional<Decision> decision(TableName table) {
    Identity identity = caller.identity();
    return engines.include(caller.client()) && !control.trusts(identity)
        ? Optional.of(control.decide(identity, Access.select(table)))
            .filter(decision -> decision.allowed() && !decision.whole())
        : Optional.empty();
  }

  /**
   * What the engine must keep from the caller. It is in the audit log before the engine has it.
   *
   * @throws TarnException FORBIDDEN when Iceberg's protocol cannot say it; UNAVAILABLE when it
   *     cannot be audited
   */
  ReadRestrictions restrictions(Decision part, TableMetadata table) {
    Identity identity = caller.identity();
    ReadRestrictions restrictions;
    try {
      restrictions = engines.restrictions(part, table);
    } catch (TarnException unspeakable) {
      if (unspeakable.kind() != ErrorKind.UNPROCESSABLE) {
        throw unspeakable;
      }
      throw control.refusal(
          identity,
          part.access(),
          "only a part of it may be seen: %s; Iceberg's protocol cannot tell an engine of this"
                  .formatted(part.reason())
              + " filter. %s Read it through POST /sql.".formatted(unspeakable.getMessage()));
    }
    accounts
        .begin(
            part.access(), part.reason() + "; the engine was given these restrictions to enforce")
        .await();
    return restrictions;
  }
}
