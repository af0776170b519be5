package io.tarn.catalog.domain.audit;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import java.util.List;

/** Lets those read and verify the audit trail who may read its table. */
public class Auditing {
  /** Auditors query it like any table. */
  public static final TableName TABLE = TableName.parse("system.audit.events");

  private final AuditTable table;
  private final AccessControl access;
  private final AuditTrail trail;

  public Auditing(AuditTable table, AccessControl access, AuditTrail trail) {
    this.table = table;
    this.access = access;
    this.trail = trail;
  }

  /**
   * The newest events first.
   *
   * @throws TarnException FORBIDDEN without SELECT on the table, or where a filter or mask hides a
   *     part of it
   */
  public List<ChainedEvent> newest(Identity who, AuditTable.Filter filter) {
    admit(who);
    return table.newest(filter);
  }

  /**
   * Walks the chain.
   *
   * @throws TarnException FORBIDDEN as for reading
   */
  public ChainCheck.Verification verification(Identity who) {
    admit(who);
    ChainHead recorded = table.progress().head();
    ChainCheck check = new ChainCheck();
    table.walk(
        event -> {
          // What came in during the walk is for the next.
          if (event.position() <= recorded.position()) {
            check.next(event);
          }
        });
    return check.verdict(recorded);
  }

  private void admit(Identity who) {
    Decision decision = access.admitWhole(who, Access.select(TABLE));
    trail.allowed(who, "SELECT", List.of(TABLE.toString()), decision.reason());
  }
}
