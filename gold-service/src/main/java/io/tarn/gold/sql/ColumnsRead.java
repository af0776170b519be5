package io.tarn.gold.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Which columns a statement may look at: rather too many than too few, since names are not resolved
 * to tables.
 *
 * @param all as where there is a {@code *}
 * @param names in lower case; unused when all
 */
public record ColumnsRead(boolean all, Set<String> names) {
  public ColumnsRead {
    names = Set.copyOf(names);
  }

  /** Whether this column of any table may be looked at. */
  public boolean reads(String column) {
    return all || names.contains(column.toLowerCase(Locale.ROOT));
  }
}
