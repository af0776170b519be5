package io.tarn.catalog.domain.alert;

import java.time.Instant;

/**
 * How an alert stands.
 *
 * @param since when it last changed between firing and not
 * @param detail what is wrong, or that nothing is
 */
public record AlertState(String name, boolean firing, Instant since, String detail) {
  /**
   * The state after what was found at a moment; firing and its begin stay while nothing changes.
   */
  AlertState after(Finding found, Instant at) {
    return new AlertState(
        name, found.firing(), found.firing() == firing ? since : at, found.detail());
  }
}
