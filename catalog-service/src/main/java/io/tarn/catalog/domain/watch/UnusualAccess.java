package io.tarn.catalog.domain.watch;

import java.time.Instant;

/**
 * Somebody did what he never did before.
 *
 * @param detail who did what, and what would have been usual
 */
public record UnusualAccess(String principal, Kind kind, Instant at, String detail) {
  private static final String PREFIX = "unusual-access/";

  /** In which way. */
  public enum Kind {
    /** Far more rows in a day. */
    rows,
    /** Many protected tables for the first time in one day. */
    tables,
    /** From a network not seen before. */
    place,
    /** Refused again and again. */
    refusals
  }

  /** The name of the alert; no manifest can declare one that is called so. */
  public String alert() {
    return PREFIX + principal + "/" + kind;
  }

  /** Whether an alert is about unusual access. */
  public static boolean isAlert(String name) {
    return name.startsWith(PREFIX);
  }
}
