package io.tarn.catalog.domain;

import java.util.function.Supplier;

/** Database transactions. */
public interface Transactions {
  /**
   * Runs the work in a transaction of its own. What the work throws has rolled everything back.
   *
   * @throws OutcomeUnknownException when the work was done and the database did not answer whether
   *     it is committed
   */
  <T> T run(Supplier<T> work);

  /** It may have been committed or not. */
  class OutcomeUnknownException extends RuntimeException {
    public OutcomeUnknownException(Throwable cause) {
      super("the database did not say whether it committed", cause);
    }
  }
}
