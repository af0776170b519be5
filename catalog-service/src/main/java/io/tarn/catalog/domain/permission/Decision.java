package io.tarn.catalog.domain.permission;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether an access is allowed, why, and how much of the table it shows.
 *
 * @param reason for a person
 * @param rowFilter SQL condition of the rows that may be seen; empty for all
 * @param masks column to what stands in for it
 */
public record Decision(
    Access access,
    boolean allowed,
    String reason,
    Optional<String> rowFilter,
    SortedMap<String, AppliedMask> masks) {
  public Decision {
    masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
  }

  static Decision refused(Access access, String reason) {
    return new Decision(access, false, reason, Optional.empty(), new TreeMap<>(Map.of()));
  }

  /** Column to the SQL that stands in for it, in which {@code value} is the column. */
  public SortedMap<String, String> columnMasks() {
    SortedMap<String, String> expressions = new TreeMap<>();
    masks.forEach((column, mask) -> expressions.put(column, mask.expression()));
    return expressions;
  }

  /** Whether everything there is may be seen: no filter, no mask. */
  public boolean whole() {
    return allowed && rowFilter.isEmpty() && masks.isEmpty();
  }
}
