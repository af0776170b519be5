package io.tarn.catalog.messaging;

import io.quarkus.arc.Arc;
import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.model.event.Accessed;
import io.tarn.service.AuditLog;
import io.tarn.service.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes accesses to the platform's audit topic. */
@ApplicationScoped
class KafkaAuditTrail implements AuditTrail {
  private final AuditLog log;
  private final RuleBook book;
  private final Caller caller;
  private final String service;

  KafkaAuditTrail(
      AuditLog log,
      RuleBook book,
      Caller caller,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.log = log;
    this.book = book;
    this.caller = caller;
    this.service = service;
  }

  @Override
  public Entry begin(Identity who, String action, List<String> securables, String reason) {
    return log.begin(accessed(who, action, securables, true, reason))::await;
  }

  @Override
  public void refused(Identity who, String action, List<String> securables, String reason) {
    log.record(accessed(who, action, securables, false, reason));
  }

  private Accessed accessed(
      Identity who, String action, List<String> securables, boolean allowed, String reason) {
    return new Accessed(
        UUID.randomUUID().toString(),
        Instant.now(),
        who.self().toString(),
        service,
        action,
        securables,
        allowed,
        reason,
        null,
        null,
        book.rules().version(),
        requested(Caller::remoteAddress),
        requested(asking -> asking.actor().orElse(null)));
  }

  /** Nobody is far away, and nobody else acts, when the service itself does. */
  private String requested(Function<Caller, String> fact) {
    return Arc.container().requestContext().isActive() ? fact.apply(caller) : null;
  }
}
