package io.tarn.tables;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;

/**
 * A commit named positions that do not continue where the table ends: somebody else committed them,
 * or the writer's memory is old. Nothing was changed; read the positions again before going on.
 */
public class PositionConflictException extends TarnException {
  public PositionConflictException(String message, Throwable cause) {
    super(
        ErrorKind.INVALID,
        message,
        "Read the table's positions again and go on from there.",
        cause);
  }
}
