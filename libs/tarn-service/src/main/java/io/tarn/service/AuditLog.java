package io.tarn.service;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Writes down an access before its result leaves. */
@ApplicationScoped
public class AuditLog {
  private final MutinyEmitter<String> channel;
  private final Outgoing outgoing;
  private final Facts facts;
  private final String service;

  protected AuditLog(
      @Channel("audit") MutinyEmitter<String> channel,
      Outgoing outgoing,
      Facts facts,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.channel = channel;
    this.outgoing = outgoing;
    this.facts = facts;
    this.service = service;
  }

  /**
   * Returns once Kafka has acknowledged the event on all replicas.
   *
   * @throws TarnException UNAVAILABLE when it could not be written: the access must not happen
   */
  public void record(Accessed access) {
    begin(access).await();
  }

  /**
   * Sends the event on its way; what it tells of must not take effect before its end was awaited.
   */
  public Entry begin(Accessed access) {
    return new Entry(
        outgoing.send(channel, facts.message(Accessed.TYPE, access.principal(), access)));
  }

  /** An event on its way to Kafka. */
  public record Entry(CompletableFuture<Void> written) {
    /**
     * Returns once Kafka has acknowledged the event on all replicas.
     *
     * @throws TarnException UNAVAILABLE when it could not be written: the access must not happen
     */
    public void await() {
      try {
        written.join();
      } catch (CompletionException | CancellationException notWritten) {
        throw new TarnException(
            ErrorKind.UNAVAILABLE,
            "The access could not be written to the audit log, so it was not made.",
            "Try again; if it stays so, look whether Kafka is up.",
            notWritten);
      }
    }
  }

  /**
   * An access that was allowed.
   *
   * @param query the statement, or null
   * @param rows how many it will hand out, or null when not known
   */
  public Accessed allowed(
      Caller caller, String action, Decisions decisions, String query, Long rows) {
    return accessed(
        caller, action, decisions.allowed(), decisions, reasons(decisions), query, rows);
  }

  /** An access that was refused, for its reasons. */
  public Accessed refused(Caller caller, Decisions decisions) {
    return refused(caller, decisions, reasons(decisions));
  }

  /**
   * An access that was refused although the rights are there, for a reason of the service's own.
   */
  public Accessed refused(Caller caller, Decisions decisions, String reason) {
    String action = decisions.decisions().getFirst().privilege();
    return accessed(caller, action, false, decisions, reason, null, null);
  }

  private static String reasons(Decisions decisions) {
    return String.join(
        "; ", decisions.decisions().stream().map(Decisions.Decision::reason).toList());
  }

  private Accessed accessed(
      Caller caller,
      String action,
      boolean allowed,
      Decisions decisions,
      String reason,
      String query,
      Long rows) {
    List<String> securables =
        decisions.decisions().stream().map(Decisions.Decision::securable).toList();
    return new Accessed(
        UUID.randomUUID().toString(),
        Instant.now(),
        caller.principal().toString(),
        service,
        action,
        securables,
        allowed,
        reason,
        query,
        rows,
        decisions.policyVersion(),
        caller.remoteAddress(),
        caller.actor().orElse(null));
  }
}
