package io.tarn.catalog.domain.audit;

import io.tarn.catalog.domain.Identity;
import io.tarn.model.error.TarnException;
import java.util.List;

/** Where accesses are written down before they take effect. */
public interface AuditTrail {
  /**
   * Writes down what somebody does.
   *
   * @param action as in {@code SELECT}, {@code APPLY}, {@code GRANT}
   * @param reason why it is allowed, or what it changes
   * @throws TarnException UNAVAILABLE when it could not be written: it must not be done
   */
  default void allowed(Identity who, String action, List<String> securables, String reason) {
    begin(who, action, securables, reason).await();
  }

  /** Begins to write down what somebody does: until it is written, nothing may come of it. */
  Entry begin(Identity who, String action, List<String> securables, String reason);

  /**
   * Writes down what somebody was refused.
   *
   * @throws TarnException UNAVAILABLE when it could not be written
   */
  void refused(Identity who, String action, List<String> securables, String reason);

  /** What is being written. */
  interface Entry {
    /** Nothing is left to be written. */
    Entry WRITTEN = () -> {};

    /**
     * Returns once it is written.
     *
     * @throws TarnException UNAVAILABLE when it could not be written: it must not be done
     */
    void await();
  }
}
