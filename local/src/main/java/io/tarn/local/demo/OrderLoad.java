package io.tarn.local.demo;

import java.util.List;

/**
 * All that is sent: the events in their order, and when the ZIP codes land between them.
 *
 * @param zipCodesAfter number of events sent before the ZIP codes are put into the bucket; 0 when
 *     they come first
 */
public record OrderLoad(List<OrderEvent> events, int zipCodesAfter) {
  /**
   * So many events go ahead, and the others wait until these are on the dashboard: they find
   * services in which nothing has run yet, and their time is told apart.
   */
  static final int OPENING = 25;

  public OrderLoad {
    events = List.copyOf(events);
  }
}
