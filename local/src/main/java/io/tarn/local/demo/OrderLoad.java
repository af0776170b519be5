package io.tarn.local.demo;

import java.util.List;

/**
 * All that is sent: the events in their order, and when the ZIP codes land between them.
 *
 * @param zipCodesAfter number of events sent before the ZIP codes are put into the bucket; 0 when
 *     they come first
 */
public record OrderLoad(List<OrderEvent> events, int zipCodesAfter) {
  public OrderLoad {
    events = List.copyOf(events);
  }
}
