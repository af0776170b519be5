package io.tarn.catalog.domain.commit;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;

/**
 * A commit does not continue where the table ends. INVALID rather than CONFLICT, because clients
 * retry a conflict, and the very same rows must not be committed a second time.
 */
public class PositionConflictException extends TarnException {
  public PositionConflictException(String message) {
    super(
        ErrorKind.INVALID, message, "Read the table's positions again and go on from there.", null);
  }
}
