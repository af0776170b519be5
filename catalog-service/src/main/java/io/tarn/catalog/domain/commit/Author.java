package io.tarn.catalog.domain.commit;

import io.tarn.catalog.domain.idempotency.RequestKey;
import io.tarn.model.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * Who changes something, and when by the catalog's clock.
 *
 * @param key of the request, if the client may send it again
 */
public record Author(Principal principal, Instant at, Optional<RequestKey> key) {
  public Author(Principal principal, Instant at) {
    this(principal, at, Optional.empty());
  }
}
