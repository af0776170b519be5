package io.tarn.catalog.domain;

/** Where events wait, in the same transaction as the change they tell of. */
public interface Outbox {
  /**
   * Adds an event to the running transaction; it is published soon after the transaction's end.
   *
   * <p>The order of a key is the order of the calls, so the caller must by then hold a row lock
   * that all writers of this key take (that of the row its sequence was counted in).
   */
  void append(OutboxEvent event);
}
