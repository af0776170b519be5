package io.tarn.catalog.messaging;

import io.tarn.catalog.domain.StoredEvent;
import java.util.List;

/** Where the relay delivers. */
interface EventPublisher {
  /**
   * Sends the events in order and returns once all of them are acknowledged.
   *
   * @throws RuntimeException when one was not; the others may have arrived
   */
  void publish(List<StoredEvent> events);
}
