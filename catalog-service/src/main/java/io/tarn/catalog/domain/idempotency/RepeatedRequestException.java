package io.tarn.catalog.domain.idempotency;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;

/**
 * The same request came before. UNAVAILABLE to a client that sends it while the first is under way:
 * it is to ask again, and will be told what came of it.
 */
public class RepeatedRequestException extends TarnException {
  public RepeatedRequestException() {
    super(
        ErrorKind.UNAVAILABLE,
        "A request with the same Idempotency-Key is under way.",
        "Send it again.",
        null);
  }
}
