package io.tarn.steps;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.PositionConflictException;

/** Which failures of a commit mean: look again. */
final class RunFailures {
  private RunFailures() {}

  /** Whether the state must be read again before anything else is done. */
  static boolean isStale(TarnException failure) {
    return failure instanceof PositionConflictException
        || failure.kind() == ErrorKind.CONFLICT
        || failure.kind() == ErrorKind.OUTCOME_UNKNOWN;
  }

  /** Whether files of the commit certainly belong to nothing. */
  static boolean wasRefused(TarnException failure) {
    return failure.kind() != ErrorKind.OUTCOME_UNKNOWN;
  }
}
