package io.tarn.catalog.domain;

import java.util.List;

/** The outbox, as the relay needs it. */
public interface OutboxQueue {
  /**
   * The oldest events. Until the transaction ends nobody else, in any replica, gets events: whoever
   * comes second waits, then sees what the first left.
   */
  List<StoredEvent> takeTurn(int limit);

  void remove(List<StoredEvent> published);

  /** Events that are not yet published. */
  long backlog();
}
