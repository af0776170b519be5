package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.audit.AuditTrail;
import io.tarn.catalog.domain.idempotency.RequestKey;
import io.tarn.model.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * Who changes something, and when by the catalog's clock.
 *
 * @param key of the request, if the client may send it again
 * @param account what is being written down of it; nothing is changed until that is done
 */
public record Author(
    Principal principal, Instant at, Optional<RequestKey> key, AuditTrail.Entry account) {
  /** One of whom all is written down. */
  public Author(Principal principal, Instant at, Optional<RequestKey> key) {
    this(principal, at, key, AuditTrail.Entry.WRITTEN);
  }

  public Author(Principal principal, Instant at) {
    this(principal, at, Optional.empty());
  }

  /** The same, whose access is still being written down. */
  public Author accountedBy(AuditTrail.Entry entry) {
    return new Author(principal, at, key, entry);
  }
}
