package io.tarn.catalog.domain;

import java.util.List;

/** The outbox, as the relay needs it. */
public interface OutboxQueue {
  /**
   * Takes the oldest events out; they are back if the transaction fails. Until it ends nobody else,
   * in any replica, gets events: whoever comes second waits, then sees what the first left.
   *
   * @return in order
   */
  List<StoredEvent> take(int limit);

  /** Events that are not yet published. */
  long backlog();
}
