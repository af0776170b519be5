package io.tarn.model.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody read, changed or administered something, or was refused.
 *
 * @param principal whose rights counted
 * @param actor who acted on the principal's behalf: the delegate a token names, as {@code
 *     delegate:reports}, else the client it was issued to, as {@code client:console}; null when the
 *     principal acted itself
 * @param remoteAddress where the request came from, or null when the service itself acted
 * @param rows rows handed out or, of MODIFY, taken in; null when the access has none or they are
 *     not yet known
 * @param query the statement, or null
 */
public record Accessed(
    String eventId,
    Instant at,
    String principal,
    String service,
    String action,
    List<String> securables,
    boolean allowed,
    String reason,
    String query,
    Long rows,
    Long policyVersion,
    String remoteAddress,
    String actor) {
  public static final String TYPE = "io.tarn.audit.accessed.v1";
  public static final String TOPIC = "tarn.audit";

  public Accessed {
    securables = List.copyOf(securables);
  }

  /** A second event of an access, once its rows are known; it names the first. */
  public Accessed counted(Instant now, long rows) {
    return new Accessed(
        UUID.randomUUID().toString(),
        now,
        principal,
        service,
        action,
        securables,
        allowed,
        "%s; rows since audit event %s".formatted(reason, eventId),
        query,
        rows,
        policyVersion,
        remoteAddress,
        actor);
  }
}
