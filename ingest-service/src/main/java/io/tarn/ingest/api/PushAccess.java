package io.tarn.ingest.api;

import io.quarkus.runtime.ShutdownEvent;
import io.tarn.ingest.config.IngestConfig;
import io.tarn.ingest.domain.AuditWindows;
import io.tarn.model.TableName;
import io.tarn.service.Access;
import io.tarn.service.AuditLog;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.function.Supplier;

/** Lets those push who may write the source's table, and has it written down. */
@ApplicationScoped
class PushAccess {
  private final Authorizer authorizer;
  private final AuditLog audit;
  private final AuditWindows windows;

  PushAccess(Authorizer authorizer, AuditLog audit, IngestConfig config) {
    this.authorizer = authorizer;
    this.audit = audit;
    this.windows = new AuditWindows(audit::record, config.auditWindow());
  }

  Decisions require(Caller caller, TableName source) {
    return authorizer.require(caller, List.of(Access.modify(source)));
  }

  /** Sends what was allowed, unless it cannot be written down. */
  <T> List<T> audited(Caller caller, Decisions decisions, Supplier<List<T>> sending) {
    String action = decisions.decisions().getFirst().privilege();
    return windows.cover(audit.allowed(caller, action, decisions, null, null), sending);
  }

  void stop(@Observes ShutdownEvent stopping) {
    windows.close();
  }
}
